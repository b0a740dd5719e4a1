package lifeboat.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lifeboat.agent.capability.Capabilities;
import lifeboat.agent.capability.StepRunner;
import lifeboat.agent.config.Allowance;
import lifeboat.agent.host.HostState;
import lifeboat.agent.identity.Identity;
import lifeboat.agent.journal.Journal;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepProgress;
import lifeboat.agent.step.TaskReport;
import lifeboat.agent.worker.Workers;
import lifeboat.engine.Platform;
import lifeboat.engine.TaskGroup;
import lifeboat.proto.agent.v1.BackupTask;
import lifeboat.proto.agent.v1.CancelStep;
import lifeboat.proto.agent.v1.Command;
import lifeboat.proto.agent.v1.ConnectRequest;
import lifeboat.proto.agent.v1.ConnectRequest.MessageCase;
import lifeboat.proto.agent.v1.ConnectResponse;
import lifeboat.proto.agent.v1.Fence;
import lifeboat.proto.agent.v1.Hello;
import lifeboat.proto.agent.v1.RepositoryAccess;
import lifeboat.proto.agent.v1.StateRequest;
import lifeboat.proto.agent.v1.StepId;
import lifeboat.proto.agent.v1.StepResult;
import lifeboat.proto.agent.v1.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {

    private static final StepId STEP =
            StepId.newBuilder().setOperationId("b-11111111").setStep("backup").build();
    private static final Outcome DONE =
            new Outcome.Done(
                    new TaskReport(
                            new TaskReport.Saved("ab", Instant.EPOCH, 1, 2, 3, 4, 5),
                            List.of(),
                            0,
                            0));

    private final HeldWorkers workers = new HeldWorkers();
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final LinkedBlockingQueue<String> losses = new LinkedBlockingQueue<>();
    private final Platform platform =
            new Platform(Clock.systemUTC(), System::nanoTime, this::noteAndGoOn);
    private volatile HostState state = host("first");
    @TempDir private Path folder;
    private FakeController controller;
    private Journal journal;
    private StepRunner steps;
    private TaskGroup group;

    private void noteAndGoOn(Duration pause) throws InterruptedException {
        pauses.add(pause);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static HostState host(String name) {
        return new HostState(
                Instant.EPOCH, name, "Linux", "6", 2, 1 << 30, 0.5, 1, List.of(), List.of());
    }

    @BeforeEach
    void connect() throws IOException {
        controller = new FakeController(UUID.randomUUID().toString(), 50);
        start();
    }

    private void start() {
        journal = Journal.open(folder, new SecureRandom());
        steps =
                new StepRunner(
                        journal,
                        new Capabilities(
                                new Allowance(List.of(folder.toString()), List.of("/backups"))),
                        workers,
                        platform,
                        _ -> {});
        steps.start();
        LinkWatch watch =
                new LinkWatch() {
                    @Override
                    public void connected(String version) {}

                    @Override
                    public void heard() {}

                    @Override
                    public void lost(String code, String message, String next) {
                        losses.add(code);
                    }
                };
        Local local =
                new Local(
                        "instance",
                        "boot",
                        "1",
                        new Allowance(List.of("/srv"), List.of("/backups")),
                        () -> state);
        Link link = new Link(controller, steps, local, platform, new Random(1), watch);
        group = TaskGroup.ofPlatformThreads("link");
        group.fork(() -> link.run(() -> new Identity("host", "master", null, null, List.of())));
    }

    @AfterEach
    void stop() {
        group.close();
        steps.close();
        journal.close();
        controller.close();
    }

    private Command backup(int attempt, long counter) {
        return Command.newBuilder()
                .setStep(STEP)
                .setAttempt(attempt)
                .setFence(Fence.newBuilder().setEpoch(3).setCounter(counter))
                .setTask(
                        Task.newBuilder()
                                .setBackup(
                                        BackupTask.newBuilder()
                                                .setRepository(
                                                        RepositoryAccess.newBuilder()
                                                                .setUrl("/backups/ci")
                                                                .setConfigId("ab".repeat(32))
                                                                .setPassword(
                                                                        ByteString.copyFromUtf8(
                                                                                "geheim")))
                                                .addPaths(folder.toString())
                                                .setHost("ci")))
                .build();
    }

    private Hello hello() throws InterruptedException {
        return controller.next(MessageCase.HELLO).getHello();
    }

    private StepResult result() throws InterruptedException {
        return controller.next(MessageCase.RESULT).getResult();
    }

    @Test
    void theFirstWordSaysAll() throws InterruptedException {
        Hello hello = hello();

        assertThat(hello.getInstanceId()).isEqualTo("instance");
        assertThat(hello.getBootId()).isEqualTo("boot");
        assertThat(hello.getCapabilitiesList()).containsExactly("backup", "restore", "check");
        assertThat(hello.getState().getMachineName()).isEqualTo("first");
        assertThat(hello.getState().getAllowance().getPathsList()).containsExactly("/srv");
        assertThat(hello.getStepsList()).isEmpty();
    }

    @Test
    void heartbeatsComeAtTheIntervalThatWelcomeGives() throws InterruptedException {
        long from = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            controller.next(MessageCase.HEARTBEAT);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - from))
                .isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void aChangeIsReportedWithTheNextNumber() throws InterruptedException {
        hello();
        state = host("second");

        var report = controller.next(MessageCase.STATE).getState();

        assertThat(report.getSequence()).isEqualTo(1);
        assertThat(report.getState().getMachineName()).isEqualTo("second");
    }

    @Test
    void allIsSentAgainWhenItIsAskedForOrWasLost() throws InterruptedException {
        controller.next(MessageCase.HEARTBEAT);
        controller.send(
                ConnectResponse.newBuilder().setStateRequest(StateRequest.getDefaultInstance()));
        assertThat(controller.next(MessageCase.STATE).getState().getSequence()).isEqualTo(1);

        controller.forgetStates();

        assertThat(controller.next(MessageCase.STATE).getState().getSequence()).isEqualTo(2);
    }

    @Test
    void aCommandIsAcceptedCarriedOutAndToldUntilItIsStored() throws InterruptedException {
        hello();
        controller.command(backup(1, 1));
        assertThat(controller.next(MessageCase.ACCEPTED).getAccepted().getStep()).isEqualTo(STEP);
        HeldWorkers.Held work = workers.next();
        work.progress(new StepProgress("copy", 5, 10, 1, 2, 3, 0, "store", Instant.EPOCH, ""));
        assertThat(controller.next(MessageCase.PROGRESS).getProgress().getDoneBytes()).isEqualTo(5);
        work.end(DONE);

        assertThat(result().getDone().getBackup().getSnapshotId()).isEqualTo("ab");
        StepResult again = result();
        assertThat(again.getAttempt()).isEqualTo(1);
        controller.stored(again);
        controller.next(MessageCase.HEARTBEAT);
        controller.rest();
        controller.next(MessageCase.HEARTBEAT);
        controller.next(MessageCase.HEARTBEAT);
        assertThat(controller.rest()).noneMatch(ConnectRequest::hasResult);
    }

    @Test
    void aRepeatedCommandIsAnsweredAndNotDoneTwice() throws InterruptedException {
        hello();
        controller.command(backup(1, 1));
        controller.next(MessageCase.ACCEPTED);
        HeldWorkers.Held work = workers.next();
        controller.command(backup(1, 1));
        controller.next(MessageCase.ACCEPTED);
        work.end(DONE);
        controller.stored(result());
        controller.rest();
        controller.command(backup(1, 1));

        assertThat(result().hasDone()).isTrue();
        assertThat(workers.isIdle()).isTrue();
    }

    @Test
    void aWorkerThatDiesIsFollowedByAnotherAndNotForEver() throws InterruptedException {
        Outcome.Failed died = new Outcome.Failed(Workers.DIED, "signal 9", "", true);
        hello();
        controller.command(backup(1, 1));
        workers.next().end(died);
        workers.next().end(died);
        workers.next().end(died);

        StepResult failed = result();

        assertThat(failed.getAttempt()).isEqualTo(1);
        assertThat(failed.getFailed().getCode()).isEqualTo("WORKER_DIED");
        assertThat(workers.isIdle()).isTrue();
    }

    @Test
    void aCommandFromThePastIsRefused() throws InterruptedException {
        hello();
        controller.command(backup(1, 5));
        workers.next();
        Command late =
                backup(1, 4).toBuilder()
                        .setStep(STEP.toBuilder().setOperationId("b-22222222"))
                        .build();
        controller.command(late);

        StepResult refused = result();

        assertThat(refused.getStep().getOperationId()).isEqualTo("b-22222222");
        assertThat(refused.getFailed().getCode()).isEqualTo("FENCE_STALE");
        assertThat(workers.isIdle()).isTrue();
    }

    @Test
    void whatTheAgentsFileDoesNotAllowIsRefused() throws InterruptedException {
        hello();
        Command.Builder command = backup(1, 1).toBuilder();
        command.getTaskBuilder().getBackupBuilder().clearPaths().addPaths("/etc");
        controller.command(command.build());

        assertThat(result().getFailed().getCode()).isEqualTo("PATH_NOT_ALLOWED");
        assertThat(workers.isIdle()).isTrue();
    }

    @Test
    void aTaskOfALaterReleaseIsRefused() throws InterruptedException {
        hello();
        controller.command(backup(1, 1).toBuilder().clearTask().build());

        assertThat(result().getFailed().getCode()).isEqualTo("TASK_UNKNOWN");
    }

    @Test
    void aStepStopsWhenItIsCancelled() throws InterruptedException {
        hello();
        controller.command(backup(1, 1));
        HeldWorkers.Held work = workers.next();
        cancel(1);

        assertThat(result().hasCancelled()).isTrue();
        assertThat(work.isStopped()).isTrue();
    }

    @Test
    void aStepThatIsCancelledBeforeItsCommandComesIsNeverBegun() throws InterruptedException {
        hello();
        cancel(2);
        assertThat(result(2).hasCancelled()).isTrue();
        restart();
        StepResult told = hello().getSteps(0).getResult();
        assertThat(told.getAttempt()).isEqualTo(2);
        assertThat(told.hasCancelled()).isTrue();
        controller.stored(told);

        for (int attempt = 1; attempt <= 2; attempt++) {
            controller.command(backup(attempt, attempt));
            assertThat(result(attempt).hasCancelled()).isTrue();
        }
        assertThat(workers.isIdle()).isTrue();
    }

    @Test
    void aLateCancelOfAnEarlierAttemptStopsNothing() throws InterruptedException {
        hello();
        controller.command(backup(2, 2));
        HeldWorkers.Held work = workers.next();
        cancel(1);
        controller.command(backup(2, 2));
        controller.next(MessageCase.ACCEPTED);

        assertThat(work.isStopped()).isFalse();
    }

    @Test
    void aCancelThatComesAfterTheWorkIsDoneIsToldSo() throws InterruptedException {
        hello();
        controller.command(backup(1, 1));
        workers.next().end(DONE);
        controller.stored(result());
        for (int attempt = 1; attempt <= 2; attempt++) {
            cancel(attempt);
            assertThat(result(attempt).hasDone()).isTrue();
        }
    }

    /** The next one of that attempt: each is repeated until it is stored. */
    private StepResult result(int attempt) throws InterruptedException {
        StepResult result = result();
        while (result.getAttempt() != attempt) {
            result = result();
        }
        return result;
    }

    private void cancel(int attempt) {
        controller.send(
                ConnectResponse.newBuilder()
                        .setCancel(CancelStep.newBuilder().setStep(STEP).setAttempt(attempt)));
    }

    private void restart() {
        group.close();
        steps.close();
        journal.close();
        controller.rest();
        start();
    }

    @Test
    void workGoesOnWithoutAControllerAndTheNextHelloTellsItsResult() throws InterruptedException {
        hello();
        controller.command(backup(1, 1));
        HeldWorkers.Held work = workers.next();
        controller.refuse(Status.UNAVAILABLE);
        controller.hangUp();
        assertThat(losses.poll(20, TimeUnit.SECONDS)).isEqualTo("CONTROLLER_UNREACHABLE");
        assertThat(work.isStopped()).isFalse();
        work.end(DONE);
        controller.rest();
        controller.refuse(Status.OK);

        Hello hello = hello();
        while (!hello.getSteps(0).hasResult()) { // dialled just before the end
            controller.hangUp();
            hello = hello();
        }

        assertThat(hello.getSteps(0).getStep()).isEqualTo(STEP);
        assertThat(hello.getSteps(0).getResult().hasDone()).isTrue();
        assertThat(hello.getHighestFence().getEpoch()).isEqualTo(3);
    }

    @Test
    void anAgentThatIsStartedAgainGoesOnWithTheSameAttempt() throws InterruptedException {
        hello();
        controller.command(backup(1, 1));
        workers.next();

        restart();

        assertThat(hello().getSteps(0).getAttempt()).isEqualTo(1);
        HeldWorkers.Held work = workers.next();
        assertThat(work.task().repository().password().bytes()).asString().isEqualTo("geheim");
        work.end(DONE);
        assertThat(result().getAttempt()).isEqualTo(1);
    }

    @Test
    void aHigherAttemptStopsALowerOneFirst() throws InterruptedException {
        hello();
        controller.command(backup(1, 1));
        HeldWorkers.Held first = workers.next();
        controller.command(backup(2, 2));
        HeldWorkers.Held second = workers.next();
        second.end(DONE);

        StepResult result = result();

        assertThat(first.isStopped()).isTrue();
        assertThat(result.getAttempt()).isEqualTo(2);
        assertThat(result.hasDone()).isTrue();
    }

    @Test
    void anUnknownHostIsToldSoAndDialsSlowly() throws InterruptedException {
        hello();
        pauses.clear();
        controller.refuse(Status.UNAUTHENTICATED);
        controller.hangUp();
        String loss = losses.poll(20, TimeUnit.SECONDS);
        for (int i = 0; i < 5; i++) { // so that the pauses after the first four are noted
            loss = losses.poll(20, TimeUnit.SECONDS);
        }

        assertThat(loss).isEqualTo("NOT_KNOWN");
        assertThat(List.copyOf(pauses).subList(1, 4).stream().mapToLong(Duration::toSeconds).sum())
                .isGreaterThan(64);
    }
}
