package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

public abstract class AuditLogContract {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Deed EXPORT = new Deed("alice", "kit export", "", "quarterly");
    private static final Deed APPLY = new Deed("bob", "plan apply", "ci", "it's mine");

    protected abstract AuditLog log();

    @Test
    void entriesAreNumberedWithoutGapsAndShownNewestFirst() {
        AuditLog log = log();
        log.append(NOON, EXPORT, "");
        log.append(NOON.plusSeconds(1), APPLY, "ROLE_TOO_LOW: bob is viewer");
        AuditEntry third = log.append(NOON.plusSeconds(2), APPLY, "");
        assertThat(third).isEqualTo(new AuditEntry(3, NOON.plusSeconds(2), APPLY, ""));
        assertThat(log.newest(2))
                .containsExactly(
                        third,
                        new AuditEntry(
                                2, NOON.plusSeconds(1), APPLY, "ROLE_TOO_LOW: bob is viewer"));
        assertThat(log.newest(10)).hasSize(3);
    }

    @Test
    void theLastTimeThatSomethingWasDoneCountsNoRefusals() {
        AuditLog log = log();
        assertThat(log.lastDone("kit export")).isEmpty();
        AuditEntry done = log.append(NOON, EXPORT, "");
        log.append(NOON.plusSeconds(1), EXPORT, "PASSPHRASE_TOO_SHORT");
        log.append(NOON.plusSeconds(2), APPLY, "");
        assertThat(log.lastDone("kit export")).contains(done);
    }
}
