package lifeboat.controller.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A complete store whose content ends with it. */
public final class MemoryPlanStore implements PlanStore {

    private final Map<PlanName, List<StoredPlan>> versions = new TreeMap<>(); // guarded by this
    private final Map<PlanName, StoredPlan> current = new TreeMap<>(); // guarded by this

    @Override
    public synchronized List<StoredPlan> all() {
        return List.copyOf(current.values());
    }

    @Override
    public synchronized Optional<StoredPlan> find(PlanName name) {
        return Optional.ofNullable(current.get(name));
    }

    @Override
    public synchronized StoredPlan apply(PlanDocument document, Instant now, String who) {
        PlanName name = document.plan().name();
        StoredPlan before = current.get(name);
        if (before != null && before.document().equals(document)) {
            return before;
        }
        List<StoredPlan> past = versions.computeIfAbsent(name, _ -> new ArrayList<>());
        Instant created = before == null ? now : before.created();
        StoredPlan stored = new StoredPlan(document, past.size() + 1, created, now, who);
        past.add(stored);
        current.put(name, stored);
        return stored;
    }

    @Override
    public synchronized boolean delete(PlanName name) {
        return current.remove(name) != null;
    }

    @Override
    public synchronized List<StoredPlan> versions(PlanName name) {
        return List.copyOf(versions.getOrDefault(name, List.of()));
    }
}
