package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCredentialTest {

    private static final Set<String> NAMES = Set.of("backup.example.org", "127.0.0.1", "::1");

    @TempDir private Path folder;

    private final SetClock clock = new SetClock();
    private CertificateAuthority authority;

    @BeforeEach
    void openAuthority() {
        authority = CertificateAuthority.openOrCreate(folder, clock);
    }

    private ServerCredential open(Set<String> names) {
        return ServerCredential.open(authority, folder, names, clock);
    }

    @Test
    void namesAllThatTheControllerIsDialledBy() throws Exception {
        X509Certificate certificate = open(NAMES).current().certificate();
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "backup.example.org"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(authority.hasIssued(certificate)).isTrue();
    }

    @Test
    void staysOverARestartAndIsRenewedAtHalfOfItsLife() {
        ServerCredential first = open(NAMES);
        Credential shown = first.current();
        assertThat(open(NAMES).current().certificate()).isEqualTo(shown.certificate());
        clock.pass(ServerCredential.LIFETIME.dividedBy(2).minus(Duration.ofDays(1)));
        first.renewIfDue();
        assertThat(first.current()).isSameAs(shown);
        clock.pass(Duration.ofDays(1));
        first.renewIfDue();
        assertThat(first.current()).isNotSameAs(shown);
        assertThat(open(NAMES).current().certificate()).isEqualTo(first.current().certificate());
    }

    @Test
    void otherNamesOrAnotherAuthorityAskForAnother() throws Exception {
        X509Certificate first = open(NAMES).current().certificate();
        X509Certificate second = open(Set.of("other.example.org")).current().certificate();
        assertThat(second).isNotEqualTo(first);
        Files.delete(folder.resolve(CertificateAuthority.FILE));
        openAuthority();
        X509Certificate third = open(Set.of("other.example.org")).current().certificate();
        assertThat(authority.hasIssued(third)).isTrue();
    }
}
