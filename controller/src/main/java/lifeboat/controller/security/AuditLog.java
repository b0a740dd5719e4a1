package lifeboat.controller.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who did what, when and why; it only grows. Thread-safe; what a call has returned from is durable.
 */
public interface AuditLog {

    /**
     * Adds a line under the next number.
     *
     * @param refusal empty if the deed was done
     */
    AuditEntry append(Instant time, Deed deed, String refusal);

    /** The newest first, at most so many. */
    List<AuditEntry> newest(int limit);

    /** The last time that an action was done, by anybody. */
    Optional<AuditEntry> lastDone(String action);
}
