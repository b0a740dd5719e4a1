package lifeboat.agent.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.agent.step.Command;
import lifeboat.agent.step.Fence;
import lifeboat.agent.step.StepId;

/** What the lines of a journal add up to. */
final class JournalState {

    /** A command may come again after its outcome was acknowledged: from a link that repeats. */
    private static final int ACKNOWLEDGED_KEPT = 64;

    private final Map<StepId, JournaledStep> steps = new LinkedHashMap<>();
    private final Map<String, Fence> fences = new TreeMap<>();

    void apply(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Accepted(Command command) -> {
                steps.remove(command.step()); // a new attempt goes to the end
                steps.put(command.step(), JournaledStep.of(command));
                command.task().targets().forEach(target -> see(target, command.fence()));
            }
            case JournalEntry.CancelAsked(StepId step) ->
                    steps.computeIfPresent(step, (_, known) -> known.toCancel());
            case JournalEntry.NeverBegun never -> {
                steps.remove(never.step());
                steps.put(
                        never.step(),
                        JournaledStep.neverBegun(never.step(), never.attempt(), never.outcome()));
            }
            case JournalEntry.Ended ended ->
                    steps.computeIfPresent(
                            ended.step(),
                            (_, known) ->
                                    known.attempt() == ended.attempt()
                                            ? known.ended(ended.outcome())
                                            : known);
            case JournalEntry.Acknowledged(StepId step, int attempt) -> {
                steps.computeIfPresent(
                        step,
                        (_, known) ->
                                known.attempt() == attempt && known.hasEnded()
                                        ? known.told()
                                        : known);
                forgetOldest();
            }
            case JournalEntry.FenceSeen(String target, Fence fence) -> see(target, fence);
        }
    }

    private void see(String target, Fence fence) {
        fences.merge(target, fence, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    private void forgetOldest() {
        List<StepId> told =
                steps.values().stream()
                        .filter(JournaledStep::acknowledged)
                        .map(JournaledStep::step)
                        .toList();
        told.stream().limit(Math.max(0, told.size() - ACKNOWLEDGED_KEPT)).forEach(steps::remove);
    }

    Optional<JournaledStep> find(StepId step) {
        return Optional.ofNullable(steps.get(step));
    }

    List<JournaledStep> held() {
        return steps.values().stream().filter(step -> !step.acknowledged()).toList();
    }

    Fence fence(String target) {
        return fences.getOrDefault(target, Fence.LOWEST);
    }

    Fence highestFence() {
        return fences.values().stream().max(Comparator.naturalOrder()).orElse(Fence.LOWEST);
    }

    /** The fewest lines that add up to the same. */
    List<JournalEntry> compact() {
        List<JournalEntry> lines = new ArrayList<>();
        fences.forEach((target, fence) -> lines.add(new JournalEntry.FenceSeen(target, fence)));
        for (JournaledStep step : steps.values()) {
            step.command()
                    .ifPresentOrElse(
                            command -> lines.addAll(compact(step, command)),
                            () -> lines.add(neverBegun(step)));
            if (step.acknowledged()) {
                lines.add(new JournalEntry.Acknowledged(step.step(), step.attempt()));
            }
        }
        return lines;
    }

    private static List<JournalEntry> compact(JournaledStep step, Command command) {
        List<JournalEntry> lines = new ArrayList<>();
        lines.add(new JournalEntry.Accepted(command));
        if (step.cancelAsked()) {
            lines.add(new JournalEntry.CancelAsked(step.step()));
        }
        step.outcome()
                .map(outcome -> new JournalEntry.Ended(step.step(), step.attempt(), outcome))
                .ifPresent(lines::add);
        return lines;
    }

    private static JournalEntry neverBegun(JournaledStep step) {
        return new JournalEntry.NeverBegun(
                step.step(), step.attempt(), step.outcome().orElseThrow());
    }
}
