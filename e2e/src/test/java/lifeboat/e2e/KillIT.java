package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./lifeboat soak} does the same with more kills and another seed each time. */
class KillIT {

    private static final int KILLS = 5;
    private static final long SEED = 11;

    private Scratch scratch;
    private S3Server server;

    @BeforeEach
    void start() throws Exception {
        Needs.agent();
        Needs.restic();
        Needs.attributes();
        scratch = Scratch.create("kill");
        server = S3Server.start(scratch.resolve("s3"));
        SampleHome.small().write(scratch.resolve("home"));
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
            scratch.close();
        }
    }

    @Test
    void aKilledBackupHarmsNothingAndTheNextOneIsWhole() throws Exception {
        assertThat(trial().killBackups(KILLS).hits()).isPositive();
    }

    @Test
    void aKilledRestoreIsFinishedByTheSameCommand() throws Exception {
        assertThat(trial().killRestores(KILLS).hits()).isPositive();
    }

    private KillTrial trial() {
        return new KillTrial(server, scratch.resolve("home"), scratch.path(), SEED);
    }
}
