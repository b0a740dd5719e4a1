package lifeboat.controller.operation;

import static lifeboat.controller.operation.Decision.renew;
import static lifeboat.controller.operation.Decision.stay;
import static lifeboat.controller.operation.Decision.to;

import java.time.Instant;
import java.util.List;
import lifeboat.controller.operation.OperationCommand.Acknowledge;
import lifeboat.controller.operation.OperationCommand.AskToStop;
import lifeboat.controller.operation.OperationCommand.Deliver;
import lifeboat.controller.operation.OperationEvent.Accepted;
import lifeboat.controller.operation.OperationEvent.Blocked;
import lifeboat.controller.operation.OperationEvent.CancelAsked;
import lifeboat.controller.operation.OperationEvent.ControllerRebuilt;
import lifeboat.controller.operation.OperationEvent.DeadlinePassed;
import lifeboat.controller.operation.OperationEvent.Ended;
import lifeboat.controller.operation.OperationEvent.FoundRunning;
import lifeboat.controller.operation.OperationEvent.HostReplaced;
import lifeboat.controller.operation.OperationEvent.LinkLost;
import lifeboat.controller.operation.OperationEvent.NotHeld;
import lifeboat.controller.operation.OperationEvent.Progressed;
import lifeboat.controller.operation.OperationEvent.Requested;
import lifeboat.controller.operation.OperationEvent.TurnCame;
import lifeboat.controller.operation.OperationState.Cancelling;
import lifeboat.controller.operation.OperationState.Dispatched;
import lifeboat.controller.operation.OperationState.Done;
import lifeboat.controller.operation.OperationState.Orphaned;
import lifeboat.controller.operation.OperationState.Queued;
import lifeboat.controller.operation.OperationState.Retrying;
import lifeboat.controller.operation.OperationState.Running;

/**
 * Decides what an operation of one step does next, from its state and one event.
 *
 * <p>Pure: no clock, no I/O, no logging. {@link OperationRunner} drops events of any attempt but
 * the current one, journals the event with the new state in one transaction, and only then sends
 * the commands. Replaying a journal so reaches the same state; a crash in between loses commands,
 * which follow again from the agent's next Hello.
 */
final class OperationDecider {

    private static final Link UP = new Link.Up();
    private static final Link SILENT = new Link.Silent();

    private final OperationKind kind;

    OperationDecider(OperationKind kind) {
        this.kind = kind;
    }

    /** The state of an operation that was just asked for. */
    static OperationState first() {
        return new Queued(List.of());
    }

    /** Returns the next state and what to send; an event that no longer applies changes nothing. */
    Decision decide(OperationState state, OperationEvent event) {
        if (event instanceof DeadlinePassed && state.limit().isEmpty()) {
            return stay(state);
        }
        return switch (state) {
            case Queued s ->
                    switch (event) {
                        case Blocked e -> to(new Queued(e.behind()));
                        case TurnCame e -> dispatch(new Attempt(kind.step(), 1), e.link());
                        case CancelAsked e -> to(cancelled(0, false, neverBegun(e)));
                        case HostReplaced e -> to(superseded(0, false, e));
                        // It may have begun since this state was saved.
                        case ControllerRebuilt _ -> to(new Orphaned(new Attempt(kind.step(), 1)));
                        case Requested _,
                                Accepted _,
                                Progressed _,
                                Ended _,
                                FoundRunning _,
                                NotHeld _,
                                LinkLost _,
                                DeadlinePassed _ ->
                                stay(s);
                    };
            case Dispatched s ->
                    switch (event) {
                        case Accepted _, Progressed _, FoundRunning _ ->
                                to(new Running(s.current(), UP));
                        case Ended e -> ended(s.current(), e);
                        case NotHeld _ -> dispatch(s.current(), UP);
                        case LinkLost e ->
                                to(
                                        new Dispatched(
                                                s.current(),
                                                s.deliveries(),
                                                lost(s.link(), e.at())));
                        case DeadlinePassed _ -> redeliver(s);
                        case CancelAsked e -> cancelDispatched(s, e);
                        case HostReplaced e ->
                                to(superseded(s.current().number(), mayHaveBegun(s), e));
                        case ControllerRebuilt _ -> to(new Orphaned(s.current()));
                        case Requested _, Blocked _, TurnCame _ -> stay(s);
                    };
            case Running s ->
                    switch (event) {
                        case Accepted _, Progressed _, FoundRunning _ -> heard(s);
                        case Ended e -> ended(s.current(), e);
                        case NotHeld _ -> dispatch(s.current(), UP);
                        case LinkLost e -> to(new Running(s.current(), lost(s.link(), e.at())));
                        // It may still work: a person decides, as a second attempt could meet it.
                        case DeadlinePassed _ -> to(new Running(s.current(), SILENT));
                        case CancelAsked e -> cancel(s.current(), s.link(), e);
                        case HostReplaced e -> to(superseded(s.current().number(), true, e));
                        case ControllerRebuilt _ -> to(new Orphaned(s.current()));
                        case Requested _, Blocked _, TurnCame _ -> stay(s);
                    };
            case Retrying s ->
                    switch (event) {
                        case DeadlinePassed e -> dispatch(s.last().next(), e.link());
                        case Ended e -> stay(s, new Acknowledge(s.last().step(), e.attempt()));
                        case CancelAsked e -> to(cancelled(s.last().number(), true, neverBegun(e)));
                        case HostReplaced e -> to(superseded(s.last().number(), true, e));
                        case ControllerRebuilt _ -> to(new Orphaned(s.last()));
                        case Requested _,
                                Blocked _,
                                TurnCame _,
                                Accepted _,
                                Progressed _,
                                FoundRunning _,
                                NotHeld _,
                                LinkLost _ ->
                                stay(s);
                    };
            case Cancelling s ->
                    switch (event) {
                        case Ended e -> endedForGood(s.current(), e);
                        case FoundRunning _ -> ask(s, 1);
                        case NotHeld _ ->
                                to(
                                        cancelled(
                                                s.current().number(),
                                                s.current().number() > 1,
                                                new TaskOutcome.Stopped(
                                                        "the host never began it")));
                        case LinkLost e -> to(withLink(s, s.requests(), lost(s.link(), e.at())));
                        case DeadlinePassed _ ->
                                s.requests() < Limits.DELIVERIES
                                        ? ask(s, s.requests() + 1)
                                        : to(withLink(s, s.requests(), SILENT));
                        case CancelAsked _ -> s.link().equals(SILENT) ? ask(s, 1) : stay(s);
                        case HostReplaced e -> to(superseded(s.current().number(), true, e));
                        case ControllerRebuilt _ -> stay(s); // it is never sent again anyway
                        // No answer to the request: it must not put off the next one.
                        case Accepted _, Progressed _ -> stay(s);
                        case Requested _, Blocked _, TurnCame _ -> stay(s);
                    };
            case Orphaned s ->
                    switch (event) {
                        case Accepted _, Progressed _, FoundRunning _ -> found(s);
                        case Ended e ->
                                s.isWanted() ? ended(s.last(), e) : endedForGood(s.last(), e);
                        case NotHeld _ -> to(unknown(s));
                        case CancelAsked e -> to(new Orphaned(s.last(), e.who(), e.reason()));
                        case HostReplaced e -> to(superseded(s.last().number(), true, e));
                        case Requested _,
                                Blocked _,
                                TurnCame _,
                                LinkLost _,
                                DeadlinePassed _,
                                ControllerRebuilt _ ->
                                stay(s);
                    };
            case Done s ->
                    switch (event) {
                        case Ended e -> stay(s, new Acknowledge(kind.step(), e.attempt()));
                        case Requested _,
                                Blocked _,
                                TurnCame _,
                                Accepted _,
                                Progressed _,
                                FoundRunning _,
                                NotHeld _,
                                LinkLost _,
                                DeadlinePassed _,
                                CancelAsked _,
                                HostReplaced _,
                                ControllerRebuilt _ ->
                                stay(s);
                    };
        };
    }

    private static Decision dispatch(Attempt attempt, Link link) {
        return switch (link) {
            case Link.Up _ -> to(new Dispatched(attempt, 1, UP), new Deliver(attempt));
            case Link.Lost _, Link.Silent _ -> to(new Dispatched(attempt, 0, link));
        };
    }

    private static Decision redeliver(Dispatched s) {
        return s.deliveries() < Limits.DELIVERIES
                ? to(new Dispatched(s.current(), s.deliveries() + 1, UP), new Deliver(s.current()))
                : to(new Dispatched(s.current(), s.deliveries(), SILENT));
    }

    private static Decision heard(Running s) {
        return switch (s.link()) {
            case Link.Up _ -> renew(s);
            case Link.Lost _, Link.Silent _ -> to(new Running(s.current(), UP));
        };
    }

    private Decision cancelDispatched(Dispatched s, CancelAsked e) {
        return s.deliveries() == 0
                ? to(cancelled(s.current().number(), mayHaveBegun(s), neverBegun(e)))
                : cancel(s.current(), s.link(), e);
    }

    private static boolean mayHaveBegun(Dispatched s) {
        return s.deliveries() > 0 || s.current().number() > 1;
    }

    private static Decision cancel(Attempt attempt, Link link, CancelAsked e) {
        Cancelling asked = new Cancelling(attempt, e.who(), e.reason(), 0, link);
        return switch (link) {
            case Link.Up _, Link.Silent _ -> ask(asked, 1);
            case Link.Lost _ -> to(asked);
        };
    }

    private static Decision ask(Cancelling s, int requests) {
        return to(withLink(s, requests, UP), new AskToStop(s.current(), s.reason()));
    }

    private static Cancelling withLink(Cancelling s, int requests, Link link) {
        return new Cancelling(s.current(), s.who(), s.reason(), requests, link);
    }

    /** Keeps the time that the link was lost first. */
    private static Link lost(Link link, Instant at) {
        return switch (link) {
            case Link.Lost earlier -> earlier;
            case Link.Up _, Link.Silent _ -> new Link.Lost(at);
        };
    }

    /** Takes a result, and tries again if that may help. */
    private Decision ended(Attempt current, Ended e) {
        return switch (e.outcome()) {
            case TaskOutcome.Failed f when f.mayRepeat() && e.attempt() < Limits.ATTEMPTS ->
                    to(
                            new Retrying(new Attempt(current.step(), e.attempt()), f.failure()),
                            new Acknowledge(current.step(), e.attempt()));
            case TaskOutcome.Completed _, TaskOutcome.Failed _, TaskOutcome.Stopped _ ->
                    endedForGood(current, e);
        };
    }

    private Decision endedForGood(Attempt current, Ended e) {
        Done done =
                switch (e.outcome()) {
                    case TaskOutcome.Completed c -> done(e, outcome(c), HomeState.NEW);
                    case TaskOutcome.Stopped s -> cancelled(e.attempt(), true, s);
                    // An attempt before this one may have touched what the refusal is about.
                    case TaskOutcome.Failed f when f.failure().isRefusal() && e.attempt() == 1 ->
                            done(e, Outcome.REFUSED, HomeState.UNTOUCHED);
                    case TaskOutcome.Failed _ -> done(e, Outcome.FAILED, HomeState.UNKNOWN);
                };
        return to(done, new Acknowledge(current.step(), e.attempt()));
    }

    private static Outcome outcome(TaskOutcome.Completed c) {
        if (c.errors() > 0) {
            return Outcome.FAILED;
        }
        return c.warnings() > 0 ? Outcome.SUCCEEDED_WITH_WARNINGS : Outcome.SUCCEEDED;
    }

    private Done done(Ended e, Outcome outcome, HomeState home) {
        return new Done(e.attempt(), outcome, ofRestore(home), e.outcome());
    }

    private Done cancelled(int attempts, boolean begun, TaskOutcome.Stopped message) {
        return new Done(attempts, Outcome.CANCELLED, home(begun), message);
    }

    private Done superseded(int attempts, boolean begun, HostReplaced e) {
        Failure why =
                new Failure(
                        "HOST_REPLACED",
                        "the host was replaced: " + e.reason(),
                        "start it again: the plan has moved to the new host");
        return new Done(
                attempts, Outcome.SUPERSEDED, home(begun), new TaskOutcome.Failed(why, false));
    }

    private static Decision found(Orphaned s) {
        return s.isWanted()
                ? to(new Running(s.last(), UP))
                : ask(new Cancelling(s.last(), s.who(), s.reason(), 0, UP), 1);
    }

    /** What its host knows nothing of may have ended before the loss, or never have begun. */
    private Done unknown(Orphaned s) {
        int attempts = s.last().number();
        if (!s.isWanted()) {
            return cancelled(
                    attempts,
                    true,
                    new TaskOutcome.Stopped("its host knows nothing of it any more"));
        }
        Failure why =
                new Failure(
                        "RESULT_LOST",
                        "the controller was lost while it was open, and its host knows nothing of it:"
                                + " it has ended, or was never begun",
                        "look at what is there; if it is still wanted, start it again");
        return new Done(attempts, Outcome.FAILED, home(true), new TaskOutcome.Failed(why, false));
    }

    private HomeState home(boolean begun) {
        return ofRestore(begun ? HomeState.UNKNOWN : HomeState.UNTOUCHED);
    }

    private HomeState ofRestore(HomeState home) {
        return kind == OperationKind.RESTORE ? home : HomeState.UNKNOWN;
    }

    private static TaskOutcome.Stopped neverBegun(CancelAsked e) {
        return new TaskOutcome.Stopped(
                "stopped by " + e.who() + " before a host began it: " + e.reason());
    }
}
