package lifeboat.controller.catalog;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.controller.plan.PlanName;
import lifeboat.engine.ObjectId;

/**
 * A snapshot that lies in a repository.
 *
 * @param plan the plan of its one tag {@code plan=NAME}
 * @param recoveryPoint when its data was read; never later than the store says it was written, so
 *     that a writer's fast clock can't keep it young
 * @param files empty, like {@code bytes}, if the writer did not say
 * @param bytes what a restore writes
 */
public record KnownSnapshot(
        ObjectId id,
        Optional<PlanName> plan,
        Instant recoveryPoint,
        String host,
        List<String> paths,
        List<String> tags,
        String programVersion,
        OptionalLong files,
        OptionalLong bytes) {

    /** Older before newer; of one instant in the order of their ids. */
    public static final Comparator<KnownSnapshot> BY_TIME =
            Comparator.comparing(KnownSnapshot::recoveryPoint).thenComparing(KnownSnapshot::id);

    public KnownSnapshot {
        paths = List.copyOf(paths);
        tags = List.copyOf(tags);
    }
}
