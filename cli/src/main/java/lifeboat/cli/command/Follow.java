package lifeboat.cli.command;

import java.time.Duration;
import java.util.Optional;
import lifeboat.cli.output.OperationWatch;
import lifeboat.cli.output.Presenter;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.CallFailure;
import lifeboat.cli.wire.Controller;
import lifeboat.cli.wire.OperationFeed;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.Phase;

/**
 * Follows an operation to its end, over any number of lost connections. The operation knows nothing
 * of it, and goes on when this ends.
 */
final class Follow {

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final Controller controller;
    private final Surroundings surroundings;
    private final Optional<Duration> timeout;
    private final long startNanos;
    private final OperationWatch watch;
    private String id = "";
    private boolean lost;

    /**
     * @param timeout counted from now
     */
    Follow(Controller controller, Surroundings surroundings, Optional<Duration> timeout) {
        this.controller = controller;
        this.surroundings = surroundings;
        this.timeout = timeout;
        startNanos = surroundings.nanoTicker().getAsLong();
        watch =
                new OperationWatch(
                        surroundings.console(),
                        surroundings.nanoTicker(),
                        new Times(surroundings.clock().instant()));
    }

    /** Follows an operation that was just started, even if the connection is lost at once. */
    ExitCode follow(Operation started, Presenter presenter) throws InterruptedException {
        watch.show(started);
        return follow(started.getId(), presenter);
    }

    /**
     * Shows progress on stderr and the result by {@code presenter}.
     *
     * @param reference the operation's id or a prefix of it
     */
    ExitCode follow(String reference, Presenter presenter) throws InterruptedException {
        id = reference;
        try {
            Operation ended = toItsEnd();
            watch.finished();
            presenter.show(ended, ended.getId(), () -> OperationView.result(ended));
            return ExitCode.of(ended);
        } catch (InterruptedException _) {
            surroundings.console().warn(comeBack());
            return ExitCode.INTERRUPTED;
        }
    }

    private Operation toItsEnd() throws InterruptedException {
        while (true) {
            try (OperationFeed feed = controller.watch(id)) {
                Optional<Operation> ended = toItsEnd(feed);
                if (ended.isPresent()) {
                    return ended.get();
                }
            }
            refuseToWaitLonger();
            surroundings.sleeper().sleep(BETWEEN_TRIES);
        }
    }

    /** Empty if the connection was lost. */
    private Optional<Operation> toItsEnd(OperationFeed feed) throws InterruptedException {
        while (true) {
            Optional<OperationFeed.Update> update = feed.next(watch.rhythm());
            if (update.isEmpty()) {
                watch.tick();
            } else {
                switch (update.get()) {
                    case OperationFeed.Changed(Operation operation) -> {
                        found();
                        id = operation.getId();
                        if (operation.getPhase() == Phase.PHASE_DONE) {
                            return Optional.of(operation);
                        }
                        watch.show(operation);
                    }
                    case OperationFeed.Ended() -> {
                        return Optional.empty(); // without an end: the controller is stopping
                    }
                    case OperationFeed.Lost(CallFailure failure) -> {
                        lose(failure);
                        return Optional.empty();
                    }
                }
            }
            refuseToWaitLonger();
        }
    }

    private void lose(CallFailure failure) {
        if (!failure.isPassing() || !watch.hasShown()) {
            throw failure;
        }
        if (!lost) {
            lost = true;
            surroundings.console().warn("connection lost, trying again: " + failure.getMessage());
        }
    }

    private void found() {
        if (lost) {
            lost = false;
            surroundings.console().warn("connected again");
        }
    }

    private void refuseToWaitLonger() {
        Duration waited = Duration.ofNanos(surroundings.nanoTicker().getAsLong() - startNanos);
        if (timeout.isPresent() && waited.compareTo(timeout.get()) >= 0) {
            throw new CommandException(
                    ExitCode.UNFINISHED,
                    "NOT_FINISHED",
                    "%s has not ended within %s; it goes on"
                            .formatted(id, Times.length(timeout.get())),
                    "come back with: " + Program.NAME + " operation watch " + id);
        }
    }

    private String comeBack() {
        return "It goes on; come back with: " + Program.NAME + " operation watch " + id;
    }
}
