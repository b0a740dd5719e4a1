package lifeboat.controller.security;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An audit log until the process ends. */
public final class MemoryAuditLog implements AuditLog {

    private final List<AuditEntry> entries = new ArrayList<>();

    @Override
    public synchronized AuditEntry append(Instant time, Deed deed, String refusal) {
        AuditEntry entry = new AuditEntry(entries.size() + 1L, time, deed, refusal);
        entries.add(entry);
        return entry;
    }

    @Override
    public synchronized List<AuditEntry> newest(int limit) {
        return entries.reversed().stream().limit(limit).toList();
    }

    @Override
    public synchronized Optional<AuditEntry> lastDone(String action) {
        return entries.reversed().stream()
                .filter(entry -> entry.done() && entry.deed().action().equals(action))
                .findFirst();
    }
}
