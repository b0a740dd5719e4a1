package lifeboat.controller.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.controller.plan.RecoveryPlan;

/**
 * What a plan could be restored from, judged from what lies in its repository.
 *
 * @param reason one sentence for a person
 * @param latestGood what a restore takes by default, and what counts for the objective; of the last
 *     listing, even if the repository can't be listed now
 * @param snapshots all of the plan, oldest first
 */
public record PlanHealth(
        Freshness freshness,
        String reason,
        Optional<KnownSnapshot> latestGood,
        List<KnownSnapshot> snapshots) {

    public PlanHealth {
        snapshots = List.copyOf(snapshots);
    }

    /**
     * Judges a plan.
     *
     * @param view of its repository; empty if it was never tried
     * @param heldBecause why backups wait for a person; empty if they don't
     */
    public static PlanHealth of(
            RecoveryPlan plan,
            Optional<RepositoryView> view,
            Optional<String> heldBecause,
            Instant now) {
        List<KnownSnapshot> snapshots =
                view.map(seen -> seen.snapshotsOf(plan.name())).orElseGet(List::of);
        Optional<KnownSnapshot> good = latestGood(snapshots);
        if (plan.suspended()) {
            String reason = "backups are switched off; " + age(good, now);
            return new PlanHealth(Freshness.SUSPENDED, reason, good, snapshots);
        }
        if (view.isEmpty() || view.get().failure().isPresent()) {
            String why =
                    view.flatMap(RepositoryView::failure)
                            .map(RepositoryView.Failure::message)
                            .orElse("it was not tried yet");
            String reason =
                    "repository %s can't be listed: %s; by what was last seen, %s"
                            .formatted(plan.repository().name(), why, age(good, now));
            return new PlanHealth(Freshness.UNKNOWN, reason, good, snapshots);
        }
        if (heldBecause.isPresent()) {
            String reason =
                    "backups wait for a person: " + heldBecause.get() + "; " + age(good, now);
            return new PlanHealth(Freshness.HELD, reason, good, snapshots);
        }
        return judged(plan, good, snapshots, now);
    }

    private static PlanHealth judged(
            RecoveryPlan plan,
            Optional<KnownSnapshot> good,
            List<KnownSnapshot> snapshots,
            Instant now) {
        if (snapshots.isEmpty()) {
            String reason =
                    "repository %s has no snapshot with the tag %s"
                            .formatted(plan.repository().name(), plan.tag());
            return new PlanHealth(Freshness.MISSING, reason, good, snapshots);
        }
        KnownSnapshot newest = snapshots.getLast();
        if (good.isEmpty()) {
            String reason = "every snapshot is empty; the newest is " + named(newest);
            return new PlanHealth(Freshness.MISSING, reason, good, snapshots);
        }
        if (!good.get().equals(newest)) {
            String reason =
                    "%s has %s, less than half of the %s of %s; %s"
                            .formatted(
                                    named(newest),
                                    size(newest),
                                    size(good.get()),
                                    named(good.get()),
                                    age(good, now));
            return new PlanHealth(Freshness.SUSPECT, reason, good, snapshots);
        }
        Duration objective = plan.objectives().recoveryPoint();
        boolean late = Duration.between(newest.recoveryPoint(), now).compareTo(objective) > 0;
        String reason =
                age(good, now) + (late ? ", more than the " : ", within the ") + words(objective);
        return new PlanHealth(late ? Freshness.LATE : Freshness.FRESH, reason, good, snapshots);
    }

    /**
     * The newest snapshot that is neither empty nor much smaller than the good one before it. What
     * has no size is taken to be good.
     */
    public static Optional<KnownSnapshot> latestGood(List<KnownSnapshot> oldestFirst) {
        Optional<KnownSnapshot> good = Optional.empty();
        for (KnownSnapshot snapshot : oldestFirst) {
            boolean empty = snapshot.files().isPresent() && snapshot.files().getAsLong() == 0;
            if (!empty && good.filter(before -> isHalved(before, snapshot)).isEmpty()) {
                good = Optional.of(snapshot);
            }
        }
        return good;
    }

    private static boolean isHalved(KnownSnapshot before, KnownSnapshot after) {
        return isHalved(before.files(), after.files()) || isHalved(before.bytes(), after.bytes());
    }

    private static boolean isHalved(OptionalLong before, OptionalLong after) {
        return before.isPresent()
                && after.isPresent()
                && after.getAsLong() < before.getAsLong() - after.getAsLong();
    }

    private static String age(Optional<KnownSnapshot> good, Instant now) {
        return good.map(
                        snapshot ->
                                "the newest good snapshot is %s old"
                                        .formatted(
                                                words(
                                                        Duration.between(
                                                                snapshot.recoveryPoint(), now))))
                .orElse("there is no good snapshot");
    }

    private static String named(KnownSnapshot snapshot) {
        return "snapshot " + snapshot.id().shortHex();
    }

    private static String size(KnownSnapshot snapshot) {
        return "%s files and %s bytes".formatted(count(snapshot.files()), count(snapshot.bytes()));
    }

    private static String count(OptionalLong count) {
        return count.isPresent() ? "%,d".formatted(count.getAsLong()) : "unknown";
    }

    private static String words(Duration duration) {
        Duration d = duration.isNegative() ? Duration.ZERO : duration;
        if (d.toDays() > 1) {
            return "%d d %d h".formatted(d.toDays(), d.toHoursPart());
        }
        return d.toHours() > 0
                ? "%d h %d min".formatted(d.toHours(), d.toMinutesPart())
                : "%d min %d s".formatted(d.toMinutes(), d.toSecondsPart());
    }
}
