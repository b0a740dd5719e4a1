package lifeboat.controller.wire;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.security.Deed;
import lifeboat.controller.security.Enrollment;
import lifeboat.controller.security.Permission;

/** Forgets what is long over: slaves that are gone, and operations that have ended. */
final class Retirement {

    /** Containers come and go; a slave that was silent for so long is removed as by a person. */
    static final Duration SLAVE_SILENCE = Duration.ofDays(7);

    /** A year, and some weeks to look back at it. */
    static final Duration OPERATIONS_KEPT = Duration.ofDays(400);

    /** After a start, for those to connect that have lived on without a controller. */
    static final Duration GRACE = Duration.ofHours(1);

    private final HostDirectory directory;
    private final Enrollment enrollment;
    private final HostExit exit;
    private final OperationRunner operations;
    private final Audit audit;
    private final Clock clock;
    private final Instant started;

    Retirement(
            HostDirectory directory,
            Enrollment enrollment,
            HostExit exit,
            OperationRunner operations,
            Audit audit,
            Clock clock) {
        this.directory = directory;
        this.enrollment = enrollment;
        this.exit = exit;
        this.operations = operations;
        this.audit = audit;
        this.clock = clock;
        started = clock.instant();
    }

    /** Looks once; to be called every hour or so. */
    void run() {
        Instant now = clock.instant();
        operations.forgetEndedBefore(now.minus(OPERATIONS_KEPT));
        if (now.isBefore(started.plus(GRACE))) {
            return;
        }
        String reason = "not heard of for %d days".formatted(SLAVE_SILENCE.toDays());
        for (HostName name : directory.slavesSilentSince(now.minus(SLAVE_SILENCE))) {
            enrollment.remove(name, reason);
            exit.of(name, reason);
            audit.done(new Deed("system", Permission.HOST_REMOVE.action(), "host " + name, reason));
        }
    }
}
