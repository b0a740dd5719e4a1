package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lifeboat.e2e.FaultyStore.Asked;
import lifeboat.e2e.FaultyStore.Fault;
import lifeboat.e2e.FaultyStore.Plan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An S3 that fails in every way that S3 does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreFaultIT {

    private static final long SEED = 5;

    private Scratch scratch;
    private S3Server server;
    private FaultyStore store;
    private Path home;
    private TreeListing saved;

    @BeforeAll
    void start() throws Exception {
        Needs.agent();
        Needs.restic();
        Needs.attributes();
        scratch = Scratch.create("store-fault");
        server = S3Server.start(scratch.resolve("s3"));
        store = FaultyStore.before(server, FaultyStore::none);
        home = scratch.resolve("home");
        SampleHome.small().write(home);
        saved = TreeListing.of(home);
    }

    @AfterAll
    void stop() throws IOException {
        if (store != null) {
            store.close();
        }
        if (server != null) {
            server.close();
        }
        if (scratch != null) {
            scratch.close();
        }
    }

    @Test
    void aRestoreOutlivesFaultsThatPass() throws Exception {
        Repository repository = savedHome("restore-passing");
        Passing faults = new Passing(true);
        store.follow(faults);

        new Program(store.through(repository)).restore("latest", home, target("passing"));

        assertThat(faults.injected).hasValueGreaterThan(8);
        assertThat(saved.differences(TreeListing.of(target("passing")), 10)).isEmpty();
    }

    @Test
    void aBackupOutlivesFaultsThatPass() throws Exception {
        Repository repository = Repository.on(server, "faults", "backup-passing");
        Program program = new Program(store.through(repository));
        Passing faults = new Passing(false);
        store.follow(faults);

        program.init();
        program.backup(home);

        assertThat(faults.injected).hasValueGreaterThan(8);
        store.follow(FaultyStore::none);
        requireWhole(repository, "backup-passing");
    }

    @Test
    void wrongBytesThatStayCostTheFilesThatAreNamed() throws Exception {
        Repository repository = savedHome("wrong-bytes");
        Path pack = largestPack("wrong-bytes");
        int at = 100;
        store.follow(
                asked ->
                        asked.path().endsWith(pack.getFileName().toString())
                                        && asked.from() <= at
                                        && at <= asked.to()
                                ? new Fault.Flip((int) (at - asked.from()))
                                : new Fault.None());
        Path target = target("wrong-bytes");

        Finished run =
                new Program(store.through(repository))
                        .run(
                                "restore",
                                "latest",
                                "--path",
                                home.toString(),
                                "--target",
                                target.toString());

        assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
        assertThat(run.errors()).contains(pack.getFileName().toString(), "next: ");
        List<String> differences =
                Program.exceptStage(saved.differences(TreeListing.of(target), 100));
        assertThat(differences).isNotEmpty().allMatch(line -> line.endsWith(": missing"));
        for (String line : differences) {
            assertThat(run.errors()).contains(line.substring(0, line.length() - 9).strip());
        }
    }

    @Test
    void aRestoreWhoseCredentialsExpireIsFinishedAfterTheirRenewal() throws Exception {
        Repository repository = savedHome("restore-expired");
        Program program = new Program(store.through(repository));
        Path target = target("expired");
        String[] restore = Program.restoreArguments("latest", home, target);
        AtomicInteger packs = new AtomicInteger();
        store.follow(
                asked ->
                        asked.isOfPack() && packs.incrementAndGet() > 1
                                ? new Fault.Refusal(400, "ExpiredToken")
                                : new Fault.None());

        requireExpired(program.run(restore));

        store.follow(FaultyStore::none);
        program.require(restore);
        assertThat(saved.differences(TreeListing.of(target), 10)).isEmpty();
    }

    @Test
    void aBackupWhoseCredentialsExpireIsFinishedAfterTheirRenewal() throws Exception {
        Repository repository = Repository.on(server, "faults", "backup-expired");
        Program program = new Program(store.through(repository));
        store.follow(FaultyStore::none);
        program.init();
        AtomicInteger packs = new AtomicInteger();
        store.follow(
                asked ->
                        packs.addAndGet(asked.isOfPack() ? 1 : 0) > 0
                                ? new Fault.Refusal(403, "ExpiredToken")
                                : new Fault.None());

        requireExpired(program.run("backup", home.toString()));

        store.follow(FaultyStore::none);
        program.backup(home);
        requireWhole(repository, "backup-expired");
    }

    private Repository savedHome(String prefix) throws Exception {
        Repository repository = Repository.on(server, "faults", prefix);
        Program program = new Program(repository);
        program.init();
        program.backup(home);
        return repository;
    }

    private void requireWhole(Repository repository, String name) throws Exception {
        new Restic(repository, scratch.resolve("cache")).checkAllData();
        new Program(repository).restore("latest", home, target(name));
        assertThat(saved.differences(TreeListing.of(target(name)), 10)).isEmpty();
    }

    private static void requireExpired(Finished run) {
        assertThat(run.exitCode()).as(run.errors()).isEqualTo(4);
        assertThat(run.errors()).contains("ExpiredToken", "next: ", "get a new one");
        assertThat(run.errors()).doesNotContain("\tat ", S3Server.SECRET_KEY);
    }

    private Path target(String name) {
        return scratch.resolve("target-" + name);
    }

    private Path largestPack(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(server.folder("faults").resolve(prefix + "/data"))) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    /**
     * Spoils the first requests of every object, each object's in an order of its own that the seed
     * decides, whatever order the objects are asked for in.
     */
    private static final class Passing implements Plan {

        private final boolean flips;
        private final Map<String, Deque<Fault>> toCome = new ConcurrentHashMap<>();
        private final AtomicInteger injected = new AtomicInteger();

        /**
         * @param flips whether bytes of packs are wrong, once for each
         */
        Passing(boolean flips) {
            this.flips = flips;
        }

        @Override
        public Fault next(Asked asked) {
            Deque<Fault> faults = toCome.computeIfAbsent(asked.path(), path -> faults(asked));
            Fault fault;
            synchronized (faults) {
                fault = faults.isEmpty() ? new Fault.None() : faults.pop();
            }
            if (fault instanceof Fault.Flip && !asked.isRange()) {
                return new Fault.None();
            }
            injected.addAndGet(fault instanceof Fault.None ? 0 : 1);
            return fault;
        }

        private Deque<Fault> faults(Asked asked) {
            List<Fault> faults =
                    new ArrayList<>(
                            List.of(
                                    new Fault.Refusal(500, "InternalError"),
                                    new Fault.Refusal(503, "SlowDown"),
                                    new Fault.Cut(),
                                    new Fault.Stall(Duration.ofSeconds(2))));
            Collections.shuffle(faults, new Random(SEED + asked.path().hashCode()));
            Deque<Fault> first = new ArrayDeque<>(faults.subList(0, 2));
            if (flips && asked.isOfPack()) {
                first.add(new Fault.Flip(100));
            }
            return first;
        }
    }
}
