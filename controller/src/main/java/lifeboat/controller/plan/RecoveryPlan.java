package lifeboat.controller.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.HostName;

/**
 * What is protected and how it comes back: the content of one plan document.
 *
 * @param host whose agent saves and restores it
 * @param paths what is saved: absolute, without {@code .} and {@code ..}, none below another
 * @param excludes restic's exclude patterns, beside what the profile leaves out
 * @param suspended whether backups are switched off
 */
public record RecoveryPlan(
        PlanName name,
        Service service,
        HostName host,
        List<String> paths,
        PlanRepository repository,
        Objectives objectives,
        Schedule schedule,
        List<String> excludes,
        boolean suspended) {

    public RecoveryPlan {
        paths = List.copyOf(paths);
        excludes = List.copyOf(excludes);
    }

    /** The tag by which its snapshots are known. */
    public String tag() {
        return "plan=" + name;
    }

    /**
     * What runs on the paths.
     *
     * @param name the host name in snapshots, so that they stay together when the host is replaced
     * @param profile what is known of its kind, such as {@code jenkins}
     */
    public record Service(String name, Optional<String> profile) {}

    /**
     * What is promised.
     *
     * @param recoveryPoint how old the newest good snapshot may become
     * @param recoveryTime how long a restore may take
     */
    public record Objectives(Duration recoveryPoint, Duration recoveryTime) {}

    /** When work begins by itself. */
    public record Schedule(Optional<Cron> backup, Optional<Cron> check) {

        /** Only by hand. */
        public static final Schedule NONE = new Schedule(Optional.empty(), Optional.empty());

        public Optional<Cron> of(ScheduledWork work) {
            return switch (work) {
                case BACKUP -> backup;
                case CHECK -> check;
            };
        }
    }
}
