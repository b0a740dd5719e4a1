package lifeboat.controller.plan;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/** All recovery plans, held against each other. Thread-safe. */
public final class Plans {

    private final PlanStore store;
    private final Clock clock;

    public Plans(PlanStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What has become of a document that was to be stored. */
    public sealed interface Application {}

    /** It is the plan's current version, whether or not it was before. */
    public record Applied(StoredPlan plan, boolean changed) implements Application {}

    /** Nothing was stored. */
    public record Refused(List<PlanFault> faults) implements Application {}

    /** Stores a document as its plan's next version. Repeating it changes nothing. */
    public synchronized Application apply(String yaml, String who) {
        return switch (validate(yaml)) {
            case PlanDocument.Faulty(List<PlanFault> faults) -> new Refused(faults);
            case PlanDocument.Valid(PlanDocument document) -> {
                Instant now = clock.instant();
                long before =
                        store.find(document.plan().name()).map(StoredPlan::version).orElse(0L);
                StoredPlan stored = store.apply(document, now, who);
                yield new Applied(stored, stored.version() != before);
            }
        };
    }

    /** Reads a document and holds it against the other plans; stores nothing. */
    public PlanDocument.Reading validate(String yaml) {
        return switch (PlanDocument.read(yaml)) {
            case PlanDocument.Faulty faulty -> faulty;
            case PlanDocument.Valid valid -> {
                List<PlanFault> conflicts = conflicts(valid.document().plan());
                yield conflicts.isEmpty() ? valid : new PlanDocument.Faulty(conflicts);
            }
        };
    }

    /** By name. */
    public List<StoredPlan> all() {
        return store.all();
    }

    /**
     * Finds a plan by its name or a unique beginning of it.
     *
     * @throws ControllerException {@code PLAN_UNKNOWN}, {@code PLAN_AMBIGUOUS}
     */
    public StoredPlan require(String nameOrPrefix) {
        List<StoredPlan> found = new ArrayList<>();
        for (StoredPlan plan : store.all()) {
            if (plan.name().value().equals(nameOrPrefix)) {
                return plan;
            }
            if (!nameOrPrefix.isEmpty() && plan.name().value().startsWith(nameOrPrefix)) {
                found.add(plan);
            }
        }
        if (found.size() > 1) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "PLAN_AMBIGUOUS",
                    "\"%s\" begins the names of %s".formatted(nameOrPrefix, names(found)),
                    "give more of the name");
        }
        return found.stream().findFirst().orElseThrow(() -> unknown(nameOrPrefix));
    }

    /**
     * Ends a plan; its snapshots and old versions stay.
     *
     * @param name in full
     * @throws ControllerException {@code PLAN_UNKNOWN}
     */
    public void delete(String name) {
        if (!PlanName.isValid(name) || !store.delete(new PlanName(name))) {
            throw unknown(name);
        }
    }

    private ControllerException unknown(String name) {
        List<StoredPlan> all = store.all();
        return new ControllerException(
                Kind.NOT_FOUND,
                "PLAN_UNKNOWN",
                "there is no plan \"%s\"; %s"
                        .formatted(
                                name, all.isEmpty() ? "there is none" : "there are " + names(all)),
                "lifeboat plan list");
    }

    private static String names(List<StoredPlan> plans) {
        return String.join(", ", plans.stream().map(plan -> plan.name().value()).toList());
    }

    private List<PlanFault> conflicts(RecoveryPlan plan) {
        List<PlanFault> faults = new ArrayList<>();
        for (StoredPlan stored : store.all()) {
            RecoveryPlan other = stored.plan();
            if (other.name().equals(plan.name())) {
                continue;
            }
            PlanRepository theirs = other.repository();
            PlanRepository ours = plan.repository();
            boolean sameName = theirs.name().equals(ours.name());
            if (sameName != theirs.url().equals(ours.url())) {
                faults.add(
                        new PlanFault(
                                sameName ? "repository.url" : "repository.name",
                                0,
                                "plan %s calls %s the repository %s: one name, one place"
                                        .formatted(other.name(), theirs.url(), theirs.name())));
            } else if (sameName && !theirs.configId().equals(ours.configId())) {
                faults.add(
                        new PlanFault(
                                "repository.configId",
                                0,
                                "plan %s gives the repository %s another one"
                                        .formatted(other.name(), theirs.name())));
            }
        }
        return faults;
    }
}
