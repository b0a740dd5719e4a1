package lifeboat.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import lifeboat.engine.RepositoryException.Kind;
import org.junit.jupiter.api.Test;

class SnapshotQueryTest {

    private static final Snapshot OLD = snapshot("11", 1, "a", List.of("/home"), "plan=p");
    private static final Snapshot NEW = snapshot("12", 2, "a", List.of("/home"), "plan=p");
    private static final Snapshot OTHER = snapshot("13", 3, "b", List.of("/var", "/home"), "x");

    private static Snapshot snapshot(
            String start, long second, String host, List<String> paths, String... tags) {
        return new Snapshot(
                ObjectId.parse(start + "0".repeat(64 - start.length())),
                Instant.ofEpochSecond(second),
                ObjectId.hash(host.getBytes(UTF_8)),
                paths,
                host,
                "root",
                List.of(tags),
                "",
                Optional.empty(),
                Optional.empty());
    }

    private static SnapshotQuery query(String reference) {
        return new SnapshotQuery(reference, SnapshotFilter.ALL);
    }

    private static SnapshotFilter host(String... names) {
        return new SnapshotFilter(Set.of(names), Set.of(), Set.of());
    }

    private static SnapshotFilter tags(String... tags) {
        return new SnapshotFilter(Set.of(), Set.of(tags), Set.of());
    }

    private static SnapshotFilter paths(String... paths) {
        return new SnapshotFilter(Set.of(), Set.of(), Set.of(paths));
    }

    private static RepositoryException refused(SnapshotQuery query, Snapshot... all) {
        return catchThrowableOfType(RepositoryException.class, () -> query.require(List.of(all)));
    }

    @Test
    void latestIsTheNewestByTime() {
        assertThat(query("latest").require(List.of(NEW, OLD))).isEqualTo(NEW);
    }

    @Test
    void latestOfOneInstantIsAlwaysTheSame() {
        Snapshot twin = snapshot("ff", 2, "a", List.of("/home"));
        assertThat(query("latest").require(List.of(NEW, twin))).isEqualTo(twin);
        assertThat(query("latest").require(List.of(twin, NEW))).isEqualTo(twin);
    }

    @Test
    void latestAmongSeveralHostsListsThem() {
        RepositoryException e = refused(query("latest"), OLD, NEW, OTHER);
        assertThat(e.kind()).isEqualTo(Kind.SNAPSHOT_AMBIGUOUS);
        assertThat(e)
                .hasMessage(
                        "latest could be the newest of 2 groups of snapshots:"
                                + " 13000000 of 1970-01-01T00:00:03Z, host b, /var /home;"
                                + " 12000000 of 1970-01-01T00:00:02Z, host a, /home");
        assertThat(e.next()).contains("host").contains("path").contains("id");
    }

    @Test
    void theOrderOfPathsMakesNoGroup() {
        Snapshot same = snapshot("14", 4, "b", List.of("/home", "/var"));
        assertThat(query("latest").require(List.of(OTHER, same))).isEqualTo(same);
    }

    @Test
    void aFilterSaysWhichLatestIsMeant() {
        List<Snapshot> all = List.of(OLD, NEW, OTHER);
        assertThat(new SnapshotQuery("latest", host("a", "c")).require(all)).isEqualTo(NEW);
        assertThat(new SnapshotQuery("latest", tags("x")).require(all)).isEqualTo(OTHER);
        assertThat(new SnapshotQuery("latest", tags("plan=p")).require(all)).isEqualTo(NEW);
        assertThat(new SnapshotQuery("latest", paths("/home", "/var")).require(all))
                .isEqualTo(OTHER);
        assertThat(new SnapshotQuery("latest", paths("/home")).require(all)).isEqualTo(OTHER);
    }

    @Test
    void aFilterThatLeavesNoneSaysWhatThereIs() {
        SnapshotFilter filter = new SnapshotFilter(Set.of("a"), Set.of("x", "y"), Set.of("/"));
        RepositoryException e = refused(new SnapshotQuery("latest", filter), OLD, NEW);
        assertThat(e.kind()).isEqualTo(Kind.SNAPSHOT_NOT_FOUND);
        assertThat(e)
                .hasMessage(
                        "no snapshot is of host a, tag x and y, path /; there are 2, the newest is"
                                + " 12000000 of 1970-01-01T00:00:02Z, host a, /home");
    }

    @Test
    void anIdOrItsFirstDigitsNameASnapshot() {
        List<Snapshot> all = List.of(OLD, NEW, OTHER);
        assertThat(query("12").require(all)).isEqualTo(NEW);
        assertThat(query(OLD.id().hex()).require(all)).isEqualTo(OLD);
    }

    @Test
    void digitsThatBeginSeveralIdsListThem() {
        RepositoryException e = refused(query("1"), OLD, NEW);
        assertThat(e.kind()).isEqualTo(Kind.SNAPSHOT_AMBIGUOUS);
        assertThat(e)
                .hasMessageStartingWith("2 snapshots have an id that begins with \"1\": 12000000")
                .hasMessageContaining("; 11000000 of");
    }

    @Test
    void aLongListIsCut() {
        Snapshot[] many =
                IntStream.range(10, 30)
                        .mapToObj(i -> snapshot("1" + i, i, "a", List.of("/home")))
                        .toArray(Snapshot[]::new);
        assertThat(refused(query("1"), many)).hasMessageEndingWith("; and 10 more");
    }

    @Test
    void anUnknownIdSaysWhatThereIs() {
        for (String reference : List.of("99", "", "newest", "11g")) {
            RepositoryException e = refused(query(reference), OLD);
            assertThat(e.kind()).isEqualTo(Kind.SNAPSHOT_NOT_FOUND);
            assertThat(e).hasMessageContaining("the only one is 11000000 of 1970");
        }
    }

    @Test
    void anIdOutsideTheFilterIsNotFoundButShown() {
        RepositoryException e = refused(new SnapshotQuery("13", host("a")), OLD, NEW, OTHER);
        assertThat(e.kind()).isEqualTo(Kind.SNAPSHOT_NOT_FOUND);
        assertThat(e)
                .hasMessageStartingWith("no snapshot of host a has an id that begins with \"13\"")
                .hasMessageContaining("there is 13000000 of 1970-01-01T00:00:03Z, host b");
    }

    @Test
    void anEmptyRepositoryHasNoLatest() {
        assertThatThrownBy(() -> query("latest").require(List.of()))
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.SNAPSHOT_NOT_FOUND))
                .hasMessage("the repository has no snapshots");
    }

    @Test
    void noControlCharacterOfAWriterIsShown() {
        Snapshot evil = snapshot("14", 4, "h\u001b[2J\u009b", List.of("/x\n"));
        assertThat(refused(query("latest"), OLD, evil))
                .hasMessageContaining("host h?[2J?, /x?")
                .message()
                .matches("\\P{Cc}+");
    }
}
