package lifeboat.controller.plan;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A complete store whose content ends with it. */
public final class MemoryScheduleStore implements ScheduleStore {

    private record Key(PlanName plan, ScheduledWork work) {}

    private final Map<Key, Mark> marks = new ConcurrentHashMap<>();

    @Override
    public Optional<Mark> find(PlanName plan, ScheduledWork work) {
        return Optional.ofNullable(marks.get(new Key(plan, work)));
    }

    @Override
    public void put(PlanName plan, ScheduledWork work, Mark mark) {
        marks.put(new Key(plan, work), mark);
    }
}
