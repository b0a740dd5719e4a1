package lifeboat.engine.restic.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTest {

    private static final ObjectId ID = ObjectId.hash(new byte[0]);
    private static final String TREE = "\"tree\":\"" + ID + "\"";

    /** All fields, in the order of restic 0.19; written by hand from its source. */
    private static final String FULL =
            """
            {"time":"2026-11-23T21:33:52.925242+01:00","parent":"%1$s","tree":"%1$s",\
            "paths":["/srv/a\\u003cb"],"hostname":"jenkins","username":"backup","uid":1000,\
            "gid":4294967295,"excludes":["*.tmp"],"tags":["plan=a"],"original":"%1$s",\
            "program_version":"restic 0.19.1",\
            "summary":{"backup_start":"2026-11-23T21:33:52.9+01:00",\
            "backup_end":"2026-11-23T21:34:00+01:00","files_new":1,"files_changed":2,\
            "files_unmodified":3,"dirs_new":4,"dirs_changed":5,"dirs_unmodified":6,\
            "data_blobs":7,"tree_blobs":8,"data_added":9,"data_added_packed":10,\
            "total_files_processed":11,"total_bytes_processed":12}}"""
                    .formatted(ID);

    private static SnapshotFile decode(String json) {
        return SnapshotFile.decode(ID, json.getBytes(UTF_8));
    }

    private static String encoded(SnapshotFile file) {
        return new String(file.encode(), UTF_8);
    }

    @Test
    void everyFieldComesBackInResticsOrder() {
        assertThat(encoded(decode(FULL))).isEqualTo(FULL);
    }

    @Test
    void aSnapshotOfRealResticComesBack() throws IOException {
        String json;
        try (InputStream in =
                getClass()
                        .getResourceAsStream(
                                "/golden/snapshot/restic-0.14.0/da5d784e4587a8e69c6c69bb5623dc6515896bf96d8e29b874ec8b1b375d9f34.json")) {
            json = new String(in.readAllBytes(), UTF_8);
        }
        String oneLine = json.replaceAll("\n *", "").replace("\": ", "\":");
        assertThat(encoded(decode(json))).isEqualTo(oneLine);
        assertThat(decode(json).toSnapshot(ID).paths()).containsExactly("/srv/golden-home");
    }

    @Test
    void theEngineSeesTheFileWithoutItsZones() {
        assertThat(decode(FULL).toSnapshot(ID))
                .isEqualTo(
                        new Snapshot(
                                ID,
                                Instant.parse("2026-11-23T20:33:52.925242Z"),
                                ID,
                                List.of("/srv/a<b"),
                                "jenkins",
                                "backup",
                                List.of("plan=a"),
                                "restic 0.19.1",
                                Optional.of(ID),
                                Optional.of(
                                        new Snapshot.Summary(
                                                Instant.parse("2026-11-23T20:33:52.9Z"),
                                                Instant.parse("2026-11-23T20:34:00Z"),
                                                new Snapshot.Counts(
                                                        new Snapshot.Changes(1, 2, 3),
                                                        new Snapshot.Changes(4, 5, 6),
                                                        7,
                                                        8,
                                                        9,
                                                        10,
                                                        11,
                                                        12)))));
    }

    @Test
    void whatForeignWritersAddIsIgnored() {
        SnapshotFile file =
                decode(
                        """
                        { "time": "2026-01-01T00:00:00Z", "label": "x", "delete": {"after": [1]},
                          "parents": ["y"], "tags": null, "parent": null, %s,
                          "paths": ["/a"], "summary": {"command": "c", "files_new": 3} }"""
                                .formatted(TREE));
        assertThat(file.tags()).isEmpty();
        Snapshot.Summary summary = file.toSnapshot(ID).summary().orElseThrow();
        assertThat(summary.backupStart()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(summary.counts().files()).isEqualTo(new Snapshot.Changes(3, 0, 0));
    }

    @Test
    void whatIsEmptyIsLeftOut() {
        String least = "{\"time\":\"2026-01-01T00:00:00Z\"," + TREE + ",\"paths\":[\"/a\"]}";
        assertThat(encoded(decode(least))).isEqualTo(least);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"tree\":null}",
                "{\"tree\":\"abc\"}",
                "{\"tree\":5}",
                "{\"time\":\"now\"}",
                "{\"paths\":\"/a\"}",
                "{\"summary\":[]}"
            })
    void whatIsNoSnapshotIsDamage(String json) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.REPOSITORY_DAMAGED))
                .hasMessageContaining("snapshot " + ID);
    }

    @Test
    void countsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> decode("{" + TREE + ",\"summary\":{\"files_new\":-1}}"))
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.REPOSITORY_HOSTILE));
    }
}
