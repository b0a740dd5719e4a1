package lifeboat.e2e;

import static lifeboat.e2e.ProtectedHost.HOST;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Disturbs operations of a real control plane at random moments, and judges what comes of them: by
 * the tree, the bucket, the operation, and what the store has sent. Not thread-safe.
 */
public final class ControlPlaneTrial {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Longer than a lease, which lasts 60 s. */
    private static final Duration OUTAGE = Duration.ofSeconds(65);

    private static final String FOUND = "SNAPSHOT_FOUND";

    private final ProtectedHost host;
    private final ControlPlane plane;
    private final double mostExtra;
    private final TreeListing saved;
    private final String snapshot;
    private final Undisturbed backup;
    private Optional<Undisturbed> restore = Optional.empty(); // until the repository grows

    /** A run that nothing disturbs, and what passed between it and the store, both ways. */
    private record Undisturbed(double seconds, long bytes) {

        static Undisturbed of(Json operation, long bytes) {
            Duration took =
                    Duration.between(
                            Instant.parse(operation.text("created")),
                            Instant.parse(operation.text("ended")));
            return new Undisturbed(took.toMillis() / 1000.0, bytes);
        }
    }

    /**
     * When to strike: once {@code bytes} have passed, and {@code delay} later.
     *
     * <p>By bytes it means the same on a machine of any speed; but opening a repository and
     * promoting what was restored move none.
     */
    private record Moment(long bytes, Duration delay) {

        static Moment of(Undisturbed run, RandomGenerator random) {
            double share = random.nextDouble();
            return random.nextInt(4) == 0
                    ? new Moment(0, Duration.ofNanos((long) (share * run.seconds() * 1e9)))
                    : new Moment((long) (share * run.bytes()), Duration.ZERO);
        }
    }

    /** A disturbed run that has ended well. */
    private record Ended(boolean hit, Json operation, double seconds, long bytes) {

        FaultResult result(FaultResult.Kind kind, Fault fault, double extraShare) {
            return new FaultResult(
                    kind, fault, hit, operation.text("outcome"), seconds, extraShare);
        }
    }

    /**
     * Measures a backup that nothing disturbs.
     *
     * @param mostExtra how much more than a restore that nothing disturbs may pass between a
     *     disturbed one and the store, as a part of that
     */
    public ControlPlaneTrial(ProtectedHost host, double mostExtra)
            throws IOException, InterruptedException {
        this.host = host;
        this.mostExtra = mostExtra;
        plane = host.plane();
        saved = TreeListing.of(host.home());
        long before = host.store().bytes();
        Json first = plane.require(ProtectedHost.backupCommand());
        backup = Undisturbed.of(first, host.store().bytes() - before);
        snapshot = first.text("snapshot_id");
    }

    /**
     * Disturbs one operation.
     *
     * @param seed decides what is saved, and the moment
     * @throws IOException if the operation does not end as it should, leaves another tree or a
     *     second snapshot, or fetches much more than one that nothing disturbs
     */
    public FaultResult run(FaultResult.Kind kind, Fault fault, long seed)
            throws IOException, InterruptedException {
        // of Random the first numbers of seeds that follow each other are nearly the same
        RandomGenerator random = new SplittableRandom(seed);
        return switch (kind) {
            case BACKUP -> backup(fault, random);
            case RESTORE -> restore(fault, random);
        };
    }

    /** Saves a home of its own, which the snapshot must then be. */
    private FaultResult backup(Fault fault, RandomGenerator random)
            throws IOException, InterruptedException {
        restore = Optional.empty();
        host.writeHome(random.nextLong());
        TreeListing now = TreeListing.of(host.home());
        long before = host.countSnapshots();
        Ended ended = disturbed(fault, Moment.of(backup, random), ProtectedHost.backupCommand());
        long made = host.countSnapshots() - before;
        if (made != 1) {
            throw new IOException(ended.operation().text("id") + " made " + made + " snapshots");
        }
        host.program()
                .restore(
                        ended.operation().text("snapshot_id"),
                        host.home(),
                        host.volume().resolve("proof"));
        host.requireRestored(now, "proof");
        return ended.result(FaultResult.Kind.BACKUP, fault, 0);
    }

    /** Restores into a directory of its own. */
    private FaultResult restore(Fault fault, RandomGenerator random)
            throws IOException, InterruptedException {
        if (restore.isEmpty()) {
            restore = Optional.of(undisturbedRestore());
        }
        Undisturbed whole = restore.get();
        Ended ended =
                disturbed(fault, Moment.of(whole, random), host.restoreCommand(snapshot, "target"));
        host.requireRestored(saved, "target");
        double extra = (double) ended.bytes() / whole.bytes() - 1;
        if (extra > mostExtra) {
            throw new IOException(
                    "%s moved %d bytes, one that nothing disturbs %d"
                            .formatted(ended.operation().text("id"), ended.bytes(), whole.bytes()));
        }
        return ended.result(FaultResult.Kind.RESTORE, fault, extra);
    }

    private Undisturbed undisturbedRestore() throws IOException, InterruptedException {
        long before = host.store().bytes();
        Json operation = plane.require(host.restoreCommand(snapshot, "undisturbed"));
        long bytes = host.store().bytes() - before;
        host.requireRestored(saved, "undisturbed");
        return Undisturbed.of(operation, bytes);
    }

    /** Runs a command that waits for its operation, and another that watches it. */
    private Ended disturbed(Fault fault, Moment moment, String... command)
            throws IOException, InterruptedException {
        long before = host.store().bytes();
        try (Running run = plane.command(command).start()) {
            String said = run.awaitError(" ", START_LIMIT);
            String id = said.substring(0, said.indexOf(' '));
            try (Running watch = plane.command("operation", "watch", id).start()) {
                long looks = LIMIT.dividedBy(LOOK_EVERY); // then await says what still runs
                while (host.store().bytes() - before < moment.bytes()
                        && !run.endsWithin(LOOK_EVERY)
                        && looks-- > 0) {}
                Thread.sleep(moment.delay());
                boolean watched = !watch.errorsSoFar().isEmpty(); // or it may find nobody to ask
                boolean hit = !run.hasAnswered();
                hit &= strike(fault);
                Finished finished = run.await(LIMIT);
                Json operation = Json.parse(finished.text());
                requireRight(fault, operation, finished);
                if (watched) {
                    requireRight(fault, operation, watch.await(LIMIT));
                }
                host.clock().move(Duration.ZERO);
                long bytes = host.store().bytes() - before;
                return new Ended(hit, operation, finished.wallSeconds(), bytes);
            }
        }
    }

    /** Whether there was something to disturb. */
    private boolean strike(Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case AGENT_KILLED -> {
                plane.killAgent(HOST);
                plane.restartAgent(HOST);
            }
            case WORKER_KILLED -> {
                return plane.killWorkers(HOST);
            }
            case CONTROLLER_KILLED -> {
                plane.killController();
                plane.startController();
            }
            case ALL_KILLED -> {
                plane.killController();
                plane.pauseAgent(HOST); // or it starts another worker before its own turn comes
                plane.killWorkers(HOST);
                plane.killAgent(HOST);
                plane.startController();
                plane.restartAgent(HOST);
            }
            case AGENT_PAUSED -> {
                plane.pauseAgent(HOST);
                Thread.sleep(OUTAGE);
                plane.resumeAgent(HOST);
            }
            case AGENT_UNHEARD -> cut(Relay.Direction.TO_SERVER);
            case CONTROLLER_UNHEARD -> cut(Relay.Direction.TO_CLIENT);
            case CLOCK_FORWARDS -> host.clock().move(HOUR);
            case CLOCK_BACK -> host.clock().move(HOUR.negated());
        }
        return true;
    }

    private void cut(Relay.Direction direction) throws InterruptedException {
        host.link().cut(direction);
        Thread.sleep(OUTAGE);
        host.link().heal();
    }

    /**
     * Nothing that was killed is a reason for a second attempt. A backup that was stopped after its
     * snapshot and before its report ends with a warning.
     */
    private static void requireRight(Fault fault, Json operation, Finished command)
            throws IOException {
        int expected =
                switch (operation.text("outcome")) {
                    case "SUCCEEDED" -> 0;
                    case "SUCCEEDED_WITH_WARNINGS" ->
                            operation.text("summary.problems").contains(FOUND) ? 3 : -1;
                    default -> -1;
                };
        if (operation.number("attempt") != 1 || command.exitCode() != expected) {
            throw new IOException(
                    "after %s a command ended with %d: %s%n%s"
                            .formatted(fault, command.exitCode(), operation, command.errors()));
        }
    }
}
