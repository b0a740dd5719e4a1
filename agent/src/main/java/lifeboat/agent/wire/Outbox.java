package lifeboat.agent.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.agent.capability.HeldStep;
import lifeboat.agent.step.StepId;
import lifeboat.agent.step.StepProgress;
import lifeboat.proto.agent.v1.ConnectRequest;

/**
 * What is to be sent when the connection takes it. Bounded: a command is read when the answers
 * before it are sent; all else by keeping the newest only. One thread's.
 */
final class Outbox {

    private record Attempt(StepId step, int number) {}

    private final Deque<ConnectRequest> answers = new ArrayDeque<>();
    private final Map<StepId, StepProgress> toldProgress = new HashMap<>();
    private final Set<Attempt> toldResults = new HashSet<>();
    private Optional<ConnectRequest> state = Optional.empty();
    private Optional<ConnectRequest> heartbeat = Optional.empty();

    void answer(ConnectRequest message) {
        answers.add(message);
    }

    void state(ConnectRequest message) {
        state = Optional.of(message);
    }

    void heartbeat(ConnectRequest message) {
        heartbeat = Optional.of(message);
    }

    /** From now on tells all results again that are still held. */
    void repeatResults() {
        toldResults.clear();
    }

    /** Notes that a Hello has told of these. */
    void told(List<HeldStep> held) {
        for (HeldStep step : held) {
            if (step.outcome().isPresent()) {
                toldResults.add(new Attempt(step.step(), step.attempt()));
            } else {
                toldProgress.put(step.step(), step.progress());
            }
        }
    }

    /** The next message, given what the journal holds now; answers come before what follows. */
    Optional<ConnectRequest> next(List<HeldStep> held) {
        if (!answers.isEmpty()) {
            return Optional.of(answers.remove());
        }
        if (state.isPresent()) { // before the heartbeat that names its number
            Optional<ConnectRequest> next = state;
            state = Optional.empty();
            return next;
        }
        if (heartbeat.isPresent()) {
            Optional<ConnectRequest> next = heartbeat;
            heartbeat = Optional.empty();
            return next;
        }
        for (HeldStep step : new ArrayList<>(held)) {
            if (step.outcome().isPresent()) {
                if (toldResults.add(new Attempt(step.step(), step.attempt()))) {
                    toldProgress.remove(step.step());
                    return Optional.of(
                            ConnectRequest.newBuilder()
                                    .setResult(
                                            Messages.result(
                                                    step.step(),
                                                    step.attempt(),
                                                    step.outcome().get()))
                                    .build());
                }
            } else if (!step.progress().phase().equals("wait")
                    && !step.progress().equals(toldProgress.put(step.step(), step.progress()))) {
                return Optional.of(
                        ConnectRequest.newBuilder().setProgress(Messages.progress(step)).build());
            }
        }
        return Optional.empty();
    }
}
