package lifeboat.controller.security;

import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {

    private static final Subject HOST =
            new Subject.HostSubject(Room.CI, Role.MASTER, new InstanceId("a"));

    @TempDir private Path folder;

    private final SetClock clock = new SetClock();

    @Test
    void isTheSameAfterARestart() {
        String first = CertificateAuthority.openOrCreate(folder, clock).fingerprint();
        assertThat(first).matches("[0-9a-f]{64}");
        assertThat(CertificateAuthority.openOrCreate(folder, clock).fingerprint()).isEqualTo(first);
    }

    @Test
    void itsKeyIsForItsOwnerOnly() throws Exception {
        CertificateAuthority.openOrCreate(folder, clock);
        Path file = folder.resolve(CertificateAuthority.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused("KEY_FILE_EXPOSED", () -> CertificateAuthority.openOrCreate(folder, clock));
    }

    @Test
    void aDamagedFileIsNeverReplacedByANewAuthority() throws Exception {
        CertificateAuthority.openOrCreate(folder, clock);
        Path file = folder.resolve(CertificateAuthority.FILE);
        String whole = Files.readString(file);
        for (int length : new int[] {0, 40, whole.length() / 2, whole.length() - 30}) {
            Files.writeString(file, whole.substring(0, length));
            assertRefused(
                    "KEY_FILE_DAMAGED", () -> CertificateAuthority.openOrCreate(folder, clock));
        }
    }

    @Test
    void aLostFileIsNeverReplacedByANewAuthorityWhileHostsKnowTheOldOne() {
        MemoryCertificateStore issued = new MemoryCertificateStore();
        CertificateAuthority.open(folder.resolve("first"), issued, clock);
        issued.put(
                new IssuedCertificate(
                        new CertificateSerial("0a"), HOST, clock.instant(), Optional.empty()));
        assertRefused("AUTHORITY_MISSING", () -> CertificateAuthority.open(folder, issued, clock));
        assertThat(folder.resolve(CertificateAuthority.FILE)).doesNotExist();
    }

    @Test
    void aClientsCertificateNamesItAndCanDoNothingElse() throws Exception {
        CertificateAuthority authority = CertificateAuthority.openOrCreate(folder, clock);
        X509Certificate certificate =
                authority.issue(HOST, Requests.good().key(), Duration.ofDays(90));
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(List.of(6, "lifeboat://host/ci-1?role=master&instance=a"));
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=ci-1");
        assertThat(certificate.getNotAfter().toInstant())
                .isEqualTo(clock.instant().plus(Duration.ofDays(90)));
        certificate.verify(authority.certificate().getPublicKey());
    }

    @Test
    void serialNumbersAreLongAndDiffer() {
        CertificateAuthority authority = CertificateAuthority.openOrCreate(folder, clock);
        X509Certificate one = authority.issue(HOST, Requests.good().key(), Duration.ofDays(1));
        X509Certificate two = authority.issue(HOST, Requests.good().key(), Duration.ofDays(1));
        assertThat(one.getSerialNumber()).isNotEqualTo(two.getSerialNumber());
        assertThat(one.getSerialNumber().bitLength()).isEqualTo(127);
    }

    @Test
    void knowsItsOwnFromThoseOfOneThatCallsItselfTheSame(@TempDir Path other) {
        CertificateAuthority authority = CertificateAuthority.openOrCreate(folder, clock);
        X509Certificate own = authority.issue(HOST, Requests.good().key(), Duration.ofDays(1));
        X509Certificate foreign =
                CertificateAuthority.openOrCreate(other, clock)
                        .issue(HOST, Requests.good().key(), Duration.ofDays(1));
        assertThat(authority.hasIssued(own)).isTrue();
        assertThat(authority.hasIssued(foreign)).isFalse();
    }

    @Test
    void theFirstAdminsFileIsMadeOnce() {
        CertificateAuthority authority = CertificateAuthority.openOrCreate(folder, clock);
        MemoryCertificateStore store = new MemoryCertificateStore();
        OperatorCertificates operators = new OperatorCertificates(authority, store);
        Path file = operators.firstAdmin(folder);
        Credential admin = Credential.read(file);
        assertThat(operators.firstAdmin(folder)).isEqualTo(file);
        assertThat(Credential.read(file).certificate()).isEqualTo(admin.certificate());
        assertThat(store.all())
                .singleElement()
                .satisfies(
                        issued ->
                                assertThat(issued.subject().uri())
                                        .isEqualTo("lifeboat://operator/admin?role=admin"));
        assertThat(admin.chain()).hasSize(2).contains(authority.certificate());
        assertThat(admin).asString().contains("key hidden").doesNotContain("BEGIN");
    }
}
