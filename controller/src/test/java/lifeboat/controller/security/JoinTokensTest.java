package lifeboat.controller.security;

import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinTokensTest {

    private static final Optional<HostName> CI = Optional.of(Room.CI);
    private static final Duration SHORT = Duration.ofMinutes(15);
    private static final String INVALID = "TOKEN_TERMS_INVALID";

    @TempDir private Path folder;

    @Test
    void theTextNamesTheAuthorityAndNeverShowsItselfUnasked() {
        Room room = new Room(folder);
        JoinTokens.Created created = room.tokens.create(Room.master());
        assertThat(Room.text(created))
                .matches("lb1\\.[0-9a-hj-km-np-tv-z]{10}\\.[A-Za-z0-9_-]{43}\\.[0-9a-f]{64}")
                .startsWith("lb1." + created.id() + ".")
                .endsWith(room.authority.fingerprint());
        assertThat(created).asString().doesNotContain("lb1.");
        assertThat(room.token(Room.master())).asString().contains("Secret[hidden]");
    }

    @Test
    void onlyAHashOfTheSecretIsStored() {
        SetClock clock = new SetClock();
        MemoryTokenStore store = new MemoryTokenStore();
        JoinTokens tokens =
                new JoinTokens(store, CertificateAuthority.openOrCreate(folder, clock), clock);
        JoinTokens.Created created = tokens.create(Room.master());
        StoredToken stored = store.find(created.id()).orElseThrow();
        String secret = Room.text(created).split("\\.", -1)[2];
        assertThat(stored.toString()).doesNotContain(secret);
        assertThat(stored.secretHash())
                .isEqualTo(Digests.sha256Hex(secret.getBytes(StandardCharsets.UTF_8)));
        assertThat(stored.ends()).isEqualTo(clock.instant().plus(SHORT));
    }

    @Test
    void tokensThatEndedAMonthAgoAreForgotten() {
        SetClock clock = new SetClock();
        MemoryTokenStore store = new MemoryTokenStore();
        JoinTokens tokens =
                new JoinTokens(store, CertificateAuthority.openOrCreate(folder, clock), clock);
        String id = tokens.create(Room.master()).id();
        clock.pass(Duration.ofDays(29));
        tokens.create(Room.master());
        assertThat(store.find(id)).isPresent();
        clock.pass(Duration.ofDays(2));
        tokens.create(Room.master());
        assertThat(store.find(id)).isEmpty();
    }

    @Test
    void termsThatMakeNoSenseAreRefused() {
        Optional<HostName> any = Optional.empty();
        Duration day = Duration.ofDays(1);
        assertRefused(INVALID, () -> new TokenTerms(any, Role.MASTER, 0, false, SHORT));
        assertRefused(INVALID, () -> new TokenTerms(CI, Role.MASTER, 1, false, SHORT));
        assertRefused(INVALID, () -> new TokenTerms(CI, Role.MASTER, 0, false, day.plusSeconds(1)));
        assertRefused(
                INVALID,
                () ->
                        new TokenTerms(
                                any, Role.SLAVE, 9, false, Duration.ofDays(366).plusSeconds(1)));
        assertRefused(INVALID, () -> new TokenTerms(CI, Role.SLAVE, 9, false, SHORT));
        assertRefused(INVALID, () -> new TokenTerms(any, Role.SLAVE, -1, false, SHORT));
        assertRefused(INVALID, () -> new TokenTerms(any, Role.SLAVE, 0, true, SHORT));
        assertRefused(INVALID, () -> new TokenTerms(CI, Role.SLAVE, 0, false, Duration.ZERO));
        assertRefused(
                INVALID,
                () -> new TokenTerms(CI, Role.SLAVE, 0, false, Duration.ofSeconds(Long.MAX_VALUE)));
        assertThat(new TokenTerms(any, Role.SLAVE, 9, false, Duration.ofDays(365)).lifetime())
                .isEqualTo(Duration.ofDays(365));
    }
}
