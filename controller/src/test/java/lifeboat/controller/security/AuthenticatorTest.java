package lifeboat.controller.security;

import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.security.Authenticator.Purpose;
import lifeboat.controller.security.Caller.Anonymous;
import lifeboat.controller.security.Caller.HostCaller;
import lifeboat.controller.security.Caller.OperatorCaller;
import lifeboat.controller.security.Subject.HostSubject;
import lifeboat.controller.security.Subject.OperatorSubject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticatorTest {

    private static final OperatorSubject ALICE =
            new OperatorSubject(new OperatorName("alice"), OperatorRole.VIEWER);

    @TempDir private Path folder;
    @TempDir private Path otherFolder;

    private Room room;

    @BeforeEach
    void open() {
        room = new Room(folder);
    }

    private X509Certificate operator(Duration lifetime) {
        return new OperatorCertificates(room.authority, room.certificates)
                .issue(ALICE, lifetime)
                .certificate();
    }

    @Test
    void withoutACertificateNobodyIsKnown() {
        assertThat(room.authenticator.identify(List.of(), Purpose.CALL)).isEqualTo(new Anonymous());
    }

    @Test
    void hostsAndOperatorsAreWhoTheirCertificatesName() throws Exception {
        Enrolled enrolled = room.enrol(Room.master(), Room.wish("a"));
        HostCaller host = (HostCaller) room.call(enrolled.certificate());
        assertThat(host.host())
                .isEqualTo(new HostSubject(Room.CI, Role.MASTER, new InstanceId("a")));
        assertThat(host.certificate()).isEqualTo(enrolled.host().identity().certificate());
        assertThat(room.call(operator(Duration.ofDays(1)))).isEqualTo(new OperatorCaller(ALICE));
    }

    @Test
    void anotherAuthoritysCertificateIsRefused() throws Exception {
        X509Certificate foreign =
                new Room(otherFolder).enrol(Room.master(), Room.wish("a")).certificate();
        assertRefused("CERTIFICATE_FOREIGN", () -> room.call(foreign));
        assertRefused("CERTIFICATE_FOREIGN", () -> room.renewal(foreign));
    }

    @Test
    void theControllersOwnCertificatesAreNoClients() {
        X509Certificate server =
                ServerCredential.open(room.authority, folder, Set.of("localhost"), room.clock)
                        .current()
                        .certificate();
        assertRefused("CERTIFICATE_UNREADABLE", () -> room.call(server));
        assertRefused("CERTIFICATE_UNREADABLE", () -> room.call(room.authority.certificate()));
    }

    @Test
    void anEndedOneMayRenewForNinetyDaysAndNothingElse() throws Exception {
        X509Certificate host = room.enrol(Room.master(), Room.wish("a")).certificate();
        room.clock.pass(Enrollment.MASTER_LIFETIME);
        room.call(host);
        room.clock.pass(Duration.ofSeconds(1));
        assertRefused("CERTIFICATE_EXPIRED", () -> room.call(host));
        assertThat(room.renewal(host).name()).isEqualTo(Room.CI);
        room.clock.pass(Authenticator.RENEWABLE);
        assertRefused("CERTIFICATE_EXPIRED", () -> room.renewal(host));
    }

    @Test
    void aRevokedOperatorIsOutAlsoWithWhatWasForgotten() {
        X509Certificate stolen = operator(Duration.ofDays(9));
        Room rebuilt = new Room(folder, room);
        assertThat(rebuilt.call(stolen)).isEqualTo(new OperatorCaller(ALICE));

        Operators operators = new Operators(rebuilt.certificates, rebuilt.clock);
        assertThat(operators.revoke(ALICE.name(), "stolen")).isZero();

        assertRefused("CERTIFICATE_REVOKED", () -> rebuilt.call(stolen));
        X509Certificate newer =
                new OperatorCertificates(rebuilt.authority, rebuilt.certificates)
                        .issue(ALICE, Duration.ofDays(9))
                        .certificate();
        assertThat(rebuilt.call(newer)).isEqualTo(new OperatorCaller(ALICE));
        assertThat(operators.revoke(ALICE.name(), "stolen again")).isEqualTo(1);
        assertRefused("CERTIFICATE_REVOKED", () -> rebuilt.call(newer));
    }

    @Test
    void anOperatorsEndedOneIsGoodForNothing() {
        X509Certificate alice = operator(Duration.ofDays(1));
        room.clock.pass(Duration.ofDays(1).plusSeconds(1));
        assertRefused("CERTIFICATE_EXPIRED", () -> room.call(alice));
        assertRefused("CERTIFICATE_EXPIRED", () -> room.renewal(alice));
    }

    @Test
    void aRevokedOneIsGoodForNothing() throws Exception {
        Enrolled enrolled = room.enrol(Room.master(), Room.wish("a"));
        room.certificates.revoke(
                enrolled.host().identity().certificate(),
                new Revocation(room.clock.instant(), "stolen"));
        assertRefused("CERTIFICATE_REVOKED", () -> room.call(enrolled.certificate()));
        assertRefused("CERTIFICATE_REVOKED", () -> room.renewal(enrolled.certificate()));
        room.clock.pass(Enrollment.MASTER_LIFETIME.plusDays(1));
        assertRefused("CERTIFICATE_REVOKED", () -> room.renewal(enrolled.certificate()));
    }

    @Test
    void aClockThatIsSetBackShutsNobodyOut() throws Exception {
        X509Certificate host = room.enrol(Room.master(), Room.wish("a")).certificate();
        room.clock.pass(Duration.ofHours(-2));
        assertThat(room.call(host)).isInstanceOf(HostCaller.class);
    }

    @Test
    void aControllerThatLostItsDatabaseStillKnowsItsHosts() throws Exception {
        X509Certificate host = room.enrol(Room.master(), Room.wish("a")).certificate();
        Room rebuilt = new Room(folder, room);
        HostCaller caller = (HostCaller) rebuilt.call(host);
        assertThat(rebuilt.enrollment.admit(caller).identity().certificate())
                .isEqualTo(caller.certificate());
        assertThat(rebuilt.hosts.all()).hasSize(1);
    }

    @Test
    void aForgottenCertificateIsRefusedOnceItsNameHasGoneToAnotherMachine() throws Exception {
        X509Certificate forgotten = room.enrol(Room.master(), Room.wish("a")).certificate();
        Room rebuilt = new Room(folder, room);
        rebuilt.enrol(Room.master(), Room.wish("b"));
        assertRefused("HOST_REPLACED", () -> rebuilt.call(forgotten));
    }

    @Test
    void aForgottenCertificateIsRefusedOnceItsHostWasRemoved() throws Exception {
        X509Certificate older = room.enrol(Room.master(), Room.wish("a")).certificate();
        X509Certificate newer = room.enrollment.renew(room.renewal(older), Requests.good());
        Room rebuilt = new Room(folder, room);
        rebuilt.enrollment.admit((HostCaller) rebuilt.call(newer));
        rebuilt.clock.pass(Duration.ofMinutes(1));
        rebuilt.enrollment.remove(Room.CI, "sold");
        assertRefused("CERTIFICATE_REVOKED", () -> rebuilt.call(newer));
        assertRefused("HOST_REPLACED", () -> rebuilt.call(older));
        Instant now = rebuilt.clock.instant();
        assertThat(rebuilt.certificates.lastRevocation(Room.CI)).contains(now);
    }

    /** Between the check of a call and its work another machine may enrol, or an admin act. */
    @Test
    void aForgottenHostThatIsPutOutMeanwhileCanNotRenew() throws Exception {
        X509Certificate older = room.enrol(Room.master(), Room.wish("a")).certificate();
        X509Certificate newer = room.enrollment.renew(room.renewal(older), Requests.good());
        Room replaced = new Room(folder, room);
        HostCaller before = replaced.renewal(older);
        replaced.enrol(Room.master(), Room.wish("b"));
        assertRefused("HOST_REPLACED", () -> replaced.enrollment.renew(before, Requests.good()));
        Room removed = new Room(folder, room);
        HostCaller meanwhile = removed.renewal(older);
        removed.enrollment.admit((HostCaller) removed.call(newer));
        removed.enrollment.remove(Room.CI, "sold");
        assertRefused("HOST_REPLACED", () -> removed.enrollment.admit(meanwhile));
        assertThat(removed.hosts.all()).isEmpty();
    }

    @Test
    void aForgottenHostThatIsTakenUpIsInTheAuditLog() throws Exception {
        X509Certificate forgotten = room.enrol(Room.master(), Room.wish("a")).certificate();
        Room rebuilt = new Room(folder, room);
        HostCaller caller = (HostCaller) rebuilt.call(forgotten);
        rebuilt.enrollment.admit(caller);
        rebuilt.enrollment.admit(caller);
        assertThat(rebuilt.audit.newest(5))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.deed().subject()).isEqualTo(Room.CI.value());
                            assertThat(entry.deed().reason()).contains("certificate");
                        });
    }
}
