package lifeboat.bench.fleet;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lifeboat.agent.capability.Capabilities;
import lifeboat.agent.capability.StepRunner;
import lifeboat.agent.config.Address;
import lifeboat.agent.config.Allowance;
import lifeboat.agent.config.Role;
import lifeboat.agent.host.HostState;
import lifeboat.agent.identity.DataFolder;
import lifeboat.agent.identity.Identity;
import lifeboat.agent.identity.IdentityStore;
import lifeboat.agent.identity.JoinToken;
import lifeboat.agent.journal.Journal;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepProgress;
import lifeboat.agent.step.Task;
import lifeboat.agent.step.TaskReport;
import lifeboat.agent.wire.Enrolment;
import lifeboat.agent.wire.Link;
import lifeboat.agent.wire.LinkWatch;
import lifeboat.agent.wire.Local;
import lifeboat.agent.wire.Proof;
import lifeboat.agent.worker.Workers;
import lifeboat.engine.Platform;

/**
 * One agent of many in this JVM: the agent's own enrolment, journal and link, as it has them; only
 * its work is done as soon as it begins.
 */
final class FleetAgent implements AutoCloseable {

    private static final String SNAPSHOT = "0".repeat(64);

    /** What all agents of a fleet have in common. */
    record Common(Address controller, HostState host, Allowance allowance, Platform platform) {}

    private final Common common;
    private final SecureRandom random;
    private final DataFolder folder;
    private final Journal journal;
    private final StepRunner steps;
    private final IdentityStore store;
    private final BlockingQueue<Long> commands = new LinkedBlockingQueue<>();
    private volatile long heardNanos;
    private volatile Runnable whenConnected = () -> {};

    /** An agent with an empty data folder, and the name of that. */
    FleetAgent(Common common, Path data, SecureRandom random) {
        this.common = common;
        this.random = random;
        folder = DataFolder.open(data);
        journal = Journal.open(data, random);
        store = new IdentityStore(folder, random);
        steps =
                new StepRunner(
                        journal,
                        new Capabilities(common.allowance()),
                        this::work,
                        common.platform(),
                        _ -> {});
    }

    String name() {
        return folder.path().getFileName().toString();
    }

    /** Gets a certificate for a new key. */
    Identity enrol(JoinToken token) {
        return Enrolment.at(common.controller(), store)
                .enrol(new Proof.Token(token), Optional.of(name()), Role.AS_PROVEN);
    }

    /** Lets it carry out commands, which costs threads. */
    void startWork() {
        steps.start();
    }

    /** Is called after each welcome, on the link's thread. */
    void onConnected(Runnable action) {
        whenConnected = action;
    }

    /** Keeps a link to the controller until this thread is interrupted. */
    void run(Identity identity) throws InterruptedException {
        Local local =
                new Local(
                        store.instanceId(),
                        "boot-of-" + name(),
                        "bench",
                        common.allowance(),
                        common::host);
        Link.to(common.controller(), steps, local, common.platform(), random, new Watch())
                .run(() -> identity);
    }

    /**
     * Waits for the next command.
     *
     * @return when it was received, by the platform's ticker; empty if none came in time
     */
    Optional<Long> nextCommand(Duration limit) throws InterruptedException {
        return Optional.ofNullable(commands.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** The message before was the command. */
    private Workers.Work work(Task task) {
        commands.add(heardNanos);
        return new DoneAtOnce(common.platform().clock().instant());
    }

    private record DoneAtOnce(Instant now) implements Workers.Work {
        @Override
        public Outcome await(Consumer<StepProgress> progress) {
            return new Outcome.Done(
                    new TaskReport(
                            new TaskReport.Saved(SNAPSHOT, now, 0, 0, 0, 0, 0), List.of(), 0, 0));
        }

        @Override
        public void stop() {}
    }

    private final class Watch implements LinkWatch {
        @Override
        public void connected(String controllerVersion) {
            whenConnected.run();
        }

        @Override
        public void heard() {
            heardNanos = common.platform().nanoTicker().getAsLong();
        }

        @Override
        public void lost(String code, String message, String next) {}
    }

    @Override
    public void close() {
        steps.close();
        journal.close();
        folder.close();
    }
}
