package lifeboat.controller.wire;

import java.time.Clock;
import java.time.Duration;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.security.AuditLog;
import lifeboat.controller.security.Caller;
import lifeboat.controller.security.Deed;
import lifeboat.controller.security.RefusalBudget;
import lifeboat.engine.EngineException;

/** Writes down what callers did, and what was refused to them. */
final class Audit {

    private static final Caller ANONYMOUS = new Caller.Anonymous();

    private final AuditLog log;
    private final Clock clock;
    private final RefusalBudget strangers = new RefusalBudget();

    /** Probes of load balancers and scanners of ports come all the time. */
    private final RefusalBudget handshakes = new RefusalBudget(Duration.ofHours(1), 1);

    Audit(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    void done(Deed deed) {
        log.append(clock.instant(), deed, "");
    }

    /** Notes that a call was turned away; of strangers not every one. */
    void refused(Caller caller, String action, String subject, ControllerException why) {
        switch (caller) {
            case Caller.Anonymous _ ->
                    strangers
                            .admit(clock.instant())
                            .ifPresent(
                                    unwritten ->
                                            refused(
                                                    new Deed(
                                                            caller.who(),
                                                            action,
                                                            subject,
                                                            unwrittenBefore(unwritten)),
                                                    why));
            case Caller.HostCaller _, Caller.OperatorCaller _ ->
                    refused(new Deed(caller.who(), action, subject, ""), why);
        }
    }

    /** Notes that a connection came to nothing; many, in one line an hour. */
    void noConnection() {
        handshakes
                .admit(clock.instant())
                .ifPresent(
                        unwritten ->
                                log.append(
                                        clock.instant(),
                                        new Deed(
                                                ANONYMOUS.who(),
                                                "connect",
                                                "",
                                                unwrittenBefore(unwritten)),
                                        "HANDSHAKE_FAILED: it is no gRPC over TLS 1.3"));
    }

    private static String unwrittenBefore(int count) {
        return count == 0 ? "" : "and %d before it".formatted(count);
    }

    /** Notes what stood against a deed. */
    void refused(Deed deed, Throwable why) {
        log.append(clock.instant(), deed, words(why));
    }

    private static String words(Throwable why) {
        return switch (why) {
            case ControllerException e -> e.code() + ": " + e.getMessage();
            case EngineException e -> e.code() + ": " + e.getMessage();
            default -> "INTERNAL";
        };
    }
}
