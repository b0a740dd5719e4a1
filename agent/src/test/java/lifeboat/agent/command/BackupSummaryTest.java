package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lifeboat.agent.output.Reporter;
import lifeboat.agent.output.Streams;
import org.junit.jupiter.api.Test;

class BackupSummaryTest {

    @Test
    void wordsSayWhatWasSavedAndWhatIsMissing() {
        assertThat(BackupSummary.words(Reports.backup(1, 1), Duration.ofMillis(3210)).lines())
                .containsExactly(
                        "Saved 82,014 files, 513 MB in 3.2 s: 12 new, 3 changed, 81,999 as before.",
                        "The repository grew by 1.2 MB (4.1 MB before compression).",
                        "Left out: *.tmp (17), /cache (1).",
                        "Files that could not be read and are not in the snapshot: 1.",
                        "Files that changed while they were read: 1.",
                        "Snapshot ab000000, after cd000000.",
                        "next: lifeboat-agent check, now and then");
    }

    @Test
    void fieldsAreNamedAsResticNamesThem() {
        Streams streams = new Streams();
        Reporter.of(streams.console(false), true)
                .tell(() -> "", "summary", json -> BackupSummary.write(Reports.backup(1, 1), json));

        assertThat(streams.out())
                .isEqualTo(
                        ("{\"message_type\":\"summary\",\"snapshot_id\":\"ab"
                                + "0".repeat(62)
                                + "\",\"parent_id\":\"cd"
                                + "0".repeat(62)
                                + "\",\"files_new\":12,\"files_changed\":3,"
                                + "\"files_unmodified\":81999,\"dirs_new\":4,\"dirs_changed\":5,"
                                + "\"dirs_unmodified\":600,\"data_blobs\":70,\"tree_blobs\":8,"
                                + "\"data_added\":4100000,\"data_added_packed\":1200000,"
                                + "\"total_files_processed\":82014,"
                                + "\"total_bytes_processed\":513000000,"
                                + "\"excluded_by_rule\":{\"*.tmp\":17,\"/cache\":1},"
                                + "\"changed_while_read\":[\"changed\"],\"vanished\":[],"
                                + "\"unreadable\":[\"unreadable\"],"
                                + "\"errors\":1,\"warnings\":1}\n"));
    }
}
