package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeedTest {

    @Test
    void strangersWriteNothingThatATerminalObeys() {
        Deed deed = new Deed("bob", "plan apply", "ci\u001b[2J\n\u202ex", "fine\r\u2028ok");
        assertThat(deed.subject()).isEqualTo("ci?[2J??x");
        assertThat(deed.reason()).isEqualTo("fine??ok");
        assertThat(new AuditEntry(1, Instant.EPOCH, deed, "no\nyes").refusal()).isEqualTo("no?yes");
    }

    @Test
    void longPartsAreCut() {
        Deed deed = new Deed("bob", "plan apply", "x".repeat(5000), "");
        assertThat(deed.subject()).hasSize(1001).endsWith("x…");
    }
}
