package lifeboat.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lifeboat.agent.capability.Answer;
import lifeboat.agent.capability.Capabilities;
import lifeboat.agent.capability.StepRunner;
import lifeboat.agent.config.Allowance;
import lifeboat.agent.journal.Journal;
import lifeboat.agent.step.Command;
import lifeboat.agent.step.Fence;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.RepositoryAccess;
import lifeboat.agent.step.StepId;
import lifeboat.agent.step.StepProgress;
import lifeboat.agent.step.Task;
import lifeboat.agent.step.TaskReport;
import lifeboat.agent.worker.ChildWorkers;
import lifeboat.agent.worker.Workers;
import lifeboat.engine.Password;
import lifeboat.engine.Platform;
import lifeboat.engine.Progress;
import lifeboat.engine.Repository;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.store.LocalObjectStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real workers, in JVMs of their own, on a repository in a folder. */
class WorkerIT {

    private static final Password PASSWORD = Password.of("geheim".toCharArray());
    private static final Platform PLATFORM =
            new Platform(Clock.systemUTC(), System::nanoTime, Thread::sleep);
    private static final StepId STEP = new StepId("b-11111111", "backup");

    @TempDir private Path folder;
    private Path home;
    private Path locks;
    private RepositoryAccess access;
    private ChildWorkers workers;

    @BeforeEach
    void makeHomeAndRepository() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        locks = Files.createDirectory(folder.resolve("locks"));
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            byte[] content = new byte[200_000];
            random.nextBytes(content);
            Files.write(home.resolve("file-" + i), content);
        }
        Path place = Files.createDirectory(folder.resolve("repository"));
        try (Repository repository =
                Repository.init(
                        new LocalObjectStore(place, Clock.systemUTC()),
                        PASSWORD,
                        PLATFORM,
                        "somebody",
                        "here")) {
            access = new RepositoryAccess(place.toString(), repository.id(), PASSWORD);
        }
        workers = workers(WorkerMain.class.getName());
    }

    private ChildWorkers workers(String main) {
        return new ChildWorkers(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main),
                locks,
                Set.of());
    }

    private Task.Backup backup() {
        return new Task.Backup(
                access, List.of(home.toString()), "", List.of(), List.of("plan=ci"), "ci");
    }

    private Task.Restore restore(String snapshot, Path target, boolean preview) {
        return new Task.Restore(
                access,
                snapshot,
                target.toString(),
                home.toString(),
                List.of(),
                false,
                false,
                true,
                preview);
    }

    private static TaskReport done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).report();
    }

    private static Outcome.Failed failed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) outcome;
    }

    private Outcome run(Task task) {
        return workers.start(task).await(_ -> {});
    }

    private String save() {
        return ((TaskReport.Saved) done(run(backup())).result()).snapshotId();
    }

    private int snapshots() throws InterruptedException {
        try (Repository repository =
                Repository.open(
                        new LocalObjectStore(Path.of(access.url()), Clock.systemUTC()),
                        PASSWORD,
                        PLATFORM)) {
            return repository.snapshots(new Progress()).size();
        }
    }

    private void assertRestored(Path target) throws IOException {
        for (int i = 0; i < 40; i++) {
            assertThat(target.resolve("file-" + i))
                    .hasSameBinaryContentAs(home.resolve("file-" + i));
        }
    }

    @Test
    void whatIsSavedIsPreviewedRestoredAndChecked() throws IOException {
        Path target = folder.resolve("target");
        List<StepProgress> seen = new ArrayList<>();
        TaskReport saved = done(workers.start(backup()).await(seen::add));
        assertThat(saved.result())
                .isInstanceOfSatisfying(
                        TaskReport.Saved.class,
                        it -> {
                            assertThat(it.files()).isEqualTo(40);
                            assertThat(it.bytes()).isEqualTo(8_000_000);
                        });
        assertThat(seen).isNotEmpty();
        String snapshot = ((TaskReport.Saved) saved.result()).snapshotId();

        var preview = (TaskReport.Restored) done(run(restore(snapshot, target, true))).result();
        assertThat(preview.changedFiles()).isEqualTo(40);
        assertThat(target).doesNotExist();

        var restored = (TaskReport.Restored) done(run(restore(snapshot, target, false))).result();
        assertThat(restored.files()).isEqualTo(40);
        assertRestored(target);

        var checked = (TaskReport.Checked) done(run(new Task.Check(access, 1))).result();
        assertThat(checked.snapshots()).isEqualTo(1);
        assertThat(checked.readBytes()).isPositive();
    }

    @Test
    void anotherRepositoryInThePlaceIsRefused() {
        access = new RepositoryAccess(access.url(), "ab".repeat(32), PASSWORD);

        assertThat(failed(run(backup())).code()).isEqualTo("REPOSITORY_CHANGED");
    }

    @Test
    void whatTheEngineSaysOfAFailureIsTold() {
        access =
                new RepositoryAccess(
                        access.url(), access.configId(), Password.of("falsch".toCharArray()));

        Outcome.Failed failure = failed(run(backup()));

        assertThat(failure.code()).isEqualTo("WRONG_PASSWORD");
        assertThat(failure.mayRepeat()).isFalse();
        assertThat(failure.next()).isNotEmpty();
    }

    @Test
    void aWorkerThatIsKilledCostsNothingButTime() throws Exception {
        String snapshot = save();
        Path target = folder.resolve("target");
        Workers.Work work = workers.start(restore(snapshot, target, false));
        Outcome outcome = work.await(_ -> killChildren());

        Outcome.Failed failure = failed(outcome);
        assertThat(failure.code()).isEqualTo("WORKER_DIED");
        assertThat(failure.message()).contains("signal 9");
        assertThat(failure.mayRepeat()).isTrue();

        done(run(restore(snapshot, target, false)));
        assertRestored(target);
    }

    /** Those of this test's own. */
    private static void killChildren() {
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void theLastWordsOfADeadWorkerAreTold() {
        workers = workers("lifeboat.agent.NoSuchClass");

        Outcome.Failed failure = failed(run(backup()));

        assertThat(failure.code()).isEqualTo("WORKER_DIED");
        assertThat(failure.message()).contains("exit code 1").contains("NoSuchClass");
    }

    @Test
    void aWorkerStopsWhenItIsToldTo() {
        Workers.Work work = workers.start(backup());

        assertThat(work.await(_ -> work.stop())).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void workForOneTargetIsDoneOneAfterTheOther() throws Exception {
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        try (TaskGroup group = TaskGroup.ofPlatformThreads("two")) {
            group.fork(() -> outcomes.add(run(backup())));
            group.fork(() -> outcomes.add(run(backup())));
            group.join();
        }

        List<Long> added =
                outcomes.stream()
                        .map(outcome -> ((TaskReport.Saved) done(outcome).result()).newFiles())
                        .sorted()
                        .toList();
        assertThat(added).containsExactly(0L, 40L); // the second had the first as its parent
    }

    @Test
    void anAgentThatStopsInMidStepGoesOnWithItAtItsNextStart() throws Exception {
        BlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();
        Path data = Files.createDirectory(folder.resolve("data"));
        try (Journal journal = Journal.open(data, new SecureRandom());
                StepRunner steps = runner(journal)) {
            steps.listen(() -> changes.add(true));
            steps.start();
            assertThat(steps.offer(new Command(STEP, 1, new Fence(1, 1), backup())))
                    .isInstanceOf(Answer.Accepted.class);
            assertThat(changes.poll(30, TimeUnit.SECONDS)).isTrue(); // the worker has begun
        }
        assertThat(snapshots()).isZero();

        try (Journal journal = Journal.open(data, new SecureRandom());
                StepRunner steps = runner(journal)) {
            changes.clear();
            steps.listen(() -> changes.add(true));
            steps.start();
            while (steps.held().getFirst().outcome().isEmpty()) {
                assertThat(changes.poll(30, TimeUnit.SECONDS)).isTrue();
            }
            done(steps.held().getFirst().outcome().get());
            assertThat(steps.held().getFirst().attempt()).isEqualTo(1);
            assertThat(steps.offer(new Command(STEP, 1, new Fence(1, 1), backup())))
                    .isInstanceOf(Answer.Ended.class);
        }
        assertThat(snapshots()).isEqualTo(1);
    }

    private StepRunner runner(Journal journal) {
        return new StepRunner(
                journal,
                new Capabilities(new Allowance(List.of(home.toString()), List.of(access.url()))),
                workers,
                PLATFORM,
                _ -> {});
    }
}
