package lifeboat.controller.security;

import java.time.Instant;

/**
 * A line of the audit log.
 *
 * @param number counts from 1, without gaps
 * @param refusal what stood against it; empty if it was allowed and done
 */
public record AuditEntry(long number, Instant time, Deed deed, String refusal) {

    public AuditEntry {
        refusal = Deed.plain(refusal);
    }

    public boolean done() {
        return refusal.isEmpty();
    }
}
