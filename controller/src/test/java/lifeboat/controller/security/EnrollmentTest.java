package lifeboat.controller.security;

import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import lifeboat.controller.fleet.Admission;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.security.Caller.HostCaller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrollmentTest {

    @TempDir private Path folder;

    private Room room;

    @BeforeEach
    void open() {
        room = new Room(folder);
    }

    private void assertEnrolRefused(String code, Proof proof, Wish wish) {
        int entries = room.audit.newest(1000).size();
        int hosts = room.hosts.all().size();
        assertRefused(code, () -> room.enrollment.enrol(proof, wish, Requests.good()));
        assertThat(room.hosts.all()).as("hosts after a refusal").hasSize(hosts);
        assertThat(room.audit.newest(1000)).as("audit").hasSize(entries + 1);
        assertThat(room.audit.newest(1).getFirst().refusal()).startsWith(code + ":");
    }

    @Test
    void aTokenBringsAHostIn() throws Exception {
        Enrolled enrolled = room.enrol(Room.master(), Room.wish("a"));
        assertThat(enrolled.host().name()).isEqualTo(Room.CI);
        assertThat(enrolled.host().role()).isEqualTo(Role.MASTER);
        assertThat(enrolled.replaced()).isEmpty();
        assertThat(enrolled.authorities()).containsExactly(room.authority.certificate());
        assertThat(room.hosts.find(Room.CI)).contains(enrolled.host());
        AuditEntry entry = room.audit.newest(1).getFirst();
        assertThat(entry.deed().subject()).isEqualTo("ci-1");
        assertThat(entry.deed().who()).startsWith("token ");
        assertThat(entry.done()).isTrue();
    }

    @Test
    void mastersGetNinetyDaysAndSlavesOne() throws Exception {
        Enrolled master = room.enrol(Room.master(), Room.wish("a"));
        Enrolled slave = room.enrol(Room.slaves(1), Room.wish("s-1", "b"));
        assertThat(master.host().identity().certificateEnds())
                .isEqualTo(room.clock.instant().plus(Duration.ofDays(90)));
        assertThat(slave.host().identity().certificateEnds())
                .isEqualTo(room.clock.instant().plus(Duration.ofHours(24)));
    }

    @Test
    void aUsedTokenIsRefused() throws Exception {
        Proof.Token token = room.token(Room.master());
        room.enrollment.enrol(token, Room.wish("a"), Requests.good());
        assertEnrolRefused("TOKEN_USED", token, Room.wish("a"));
    }

    @Test
    void anOldTokenIsRefused() {
        Proof.Token token = room.token(Room.master());
        room.clock.pass(TokenTerms.DEFAULT_LIFETIME.plusMillis(1));
        assertEnrolRefused("TOKEN_EXPIRED", token, Room.wish("a"));
    }

    @Test
    void anUnknownTokenAndAWrongSecretAreRefusedAlike() {
        Proof.Token token = room.token(Room.master());
        Secret wrong = Secret.of("A".repeat(43).getBytes(StandardCharsets.UTF_8));
        assertEnrolRefused("TOKEN_UNKNOWN", new Proof.Token(token.id(), wrong), Room.wish("a"));
        assertEnrolRefused(
                "TOKEN_UNKNOWN", new Proof.Token("0000000000", token.secret()), Room.wish("a"));
        Secret empty = Secret.of(new byte[0]);
        assertEnrolRefused("TOKEN_UNKNOWN", new Proof.Token("0000000000", empty), Room.wish("a"));
    }

    @Test
    void aTokenIsForItsHostAndRoleOnlyAndIsNotUsedUpByARefusal() throws Exception {
        Proof.Token token = room.token(Room.master());
        assertEnrolRefused("OUT_OF_SCOPE", token, Room.wish("ci-2", "a"));
        assertEnrolRefused(
                "OUT_OF_SCOPE",
                token,
                new Wish(Optional.empty(), Optional.of(Role.SLAVE), new InstanceId("a")));
        assertThat(room.enrollment.enrol(token, Room.wish("a"), Requests.good()).host().name())
                .isEqualTo(Room.CI);
    }

    @Test
    void aSlavesTokenMakesNoMaster() {
        Proof.Token token = room.token(Room.slaves(5));
        assertEnrolRefused(
                "OUT_OF_SCOPE",
                token,
                new Wish(Optional.of(Room.CI), Optional.of(Role.MASTER), new InstanceId("a")));
        assertEnrolRefused("HOST_NAME_MISSING", token, Room.wish("a"));
    }

    @Test
    void aSlaveTakesNoMastersName() throws Exception {
        room.enrol(Room.master(), Room.wish("a"));
        Proof.Token token = room.token(Room.slaves(5));
        assertEnrolRefused("HOST_EXISTS", token, Room.wish("ci-1", "b"));
        assertEnrolRefused("HOST_EXISTS", token, Room.wish("ci-1", "a"));
        room.clock.pass(Enrollment.MASTER_LIFETIME.plusDays(1));
        assertEnrolRefused("HOST_EXISTS", room.token(Room.slaves(5)), Room.wish("ci-1", "b"));
    }

    @Test
    void aSlavesNameIsFreeOnceItsCertificateHasEnded() throws Exception {
        room.enrol(Room.slaves(1), Room.wish("s-1", "a"));
        assertEnrolRefused("HOST_EXISTS", room.token(Room.slaves(1)), Room.wish("s-1", "b"));
        room.clock.pass(Enrollment.SLAVE_LIFETIME.plusSeconds(1));
        room.enrol(Room.slaves(1), Room.wish("s-1", "b"));
        assertThat(room.hosts.all()).hasSize(1);
    }

    @Test
    void aTokenForManyHasRoomForSoManyLivingOnes() throws Exception {
        Proof.Token token = room.token(Room.slaves(2));
        room.enrollment.enrol(token, Room.wish("s-1", "a"), Requests.good());
        room.enrollment.enrol(token, Room.wish("s-2", "b"), Requests.good());
        assertEnrolRefused("TOKEN_FULL", token, Room.wish("s-3", "c"));
        // one that is there already takes no more room
        room.enrollment.enrol(token, Room.wish("s-2", "b"), Requests.good());
        room.clock.pass(Enrollment.LIVING);
        room.hosts.saw(
                Map.of(
                        new HostName("s-1"),
                        new Sighting(room.clock.instant(), "0.1.0", Duration.ZERO, "")));
        room.clock.pass(Duration.ofSeconds(1)); // s-2 has not been heard of
        room.enrollment.enrol(token, Room.wish("s-3", "c"), Requests.good());
        assertThat(room.hosts.all()).hasSize(3);
    }

    @Test
    void anotherMachineNeedsATokenThatReplaces() throws Exception {
        room.enrol(Room.master(), Room.wish("a"));
        Proof.Token token = room.token(Room.master());
        assertEnrolRefused("HOST_EXISTS", token, Room.wish("b"));
    }

    @Test
    void aReplacedHostIsShutOutAndNamed() throws Exception {
        Enrolled old = room.enrol(Room.master(), Room.wish("a"));
        X509Certificate renewed =
                room.enrollment.renew(room.renewal(old.certificate()), Requests.good());
        HostCaller meanwhile = room.renewal(renewed);
        Enrolled replacement = room.enrol(Room.replacing(), Room.wish("b"));
        assertThat(replacement.replaced().orElseThrow().identity().instance())
                .isEqualTo(new InstanceId("a"));
        assertRefused("CERTIFICATE_REVOKED", () -> room.call(old.certificate()));
        assertRefused("CERTIFICATE_REVOKED", () -> room.call(renewed));
        assertRefused(
                "CERTIFICATE_REVOKED", () -> room.enrollment.renew(meanwhile, Requests.good()));
        assertThat(room.call(replacement.certificate())).isInstanceOf(HostCaller.class);
    }

    @Test
    void theSameMachineMayEnrolAgainWithoutReplacingAnybody() throws Exception {
        Enrolled first = room.enrol(Room.master(), Room.wish("a"));
        Enrolled second = room.enrol(Room.master(), Room.wish("a"));
        assertThat(second.replaced()).isEmpty();
        assertRefused("CERTIFICATE_REVOKED", () -> room.call(first.certificate()));
    }

    @Test
    void aRenewalKeepsTheIdentityAndTheOldCertificateToItsEnd() throws Exception {
        Enrolled enrolled = room.enrol(Room.master(), Room.wish("a"));
        room.clock.pass(Duration.ofDays(100)); // past its end
        X509Certificate renewed =
                room.enrollment.renew(room.renewal(enrolled.certificate()), Requests.good());
        HostCaller caller = (HostCaller) room.call(renewed);
        assertThat(caller.host()).isEqualTo(room.renewal(enrolled.certificate()).host());
        assertThat(caller.certificateEnds())
                .isEqualTo(room.clock.instant().plus(Duration.ofDays(90)));
        assertThat(room.hosts.find(Room.CI).orElseThrow().identity().certificate())
                .isEqualTo(caller.certificate());
        assertThat(room.hosts.find(Room.CI).orElseThrow().admission())
                .isEqualTo(
                        new Admission(
                                enrolled.host().admission().at(),
                                enrolled.host().admission().by()));
    }

    @Test
    void aRemovedHostCanNeitherCallNorRenewNorComeBack() throws Exception {
        Enrolled enrolled = room.enrol(Room.master(), Room.wish("a"));
        HostCaller meanwhile = room.renewal(enrolled.certificate());
        assertThat(room.enrollment.remove(Room.CI, "sold")).isTrue();
        assertThat(room.enrollment.remove(Room.CI, "sold")).isFalse();
        assertRefused("CERTIFICATE_REVOKED", () -> room.call(enrolled.certificate()));
        assertRefused(
                "CERTIFICATE_REVOKED", () -> room.enrollment.renew(meanwhile, Requests.good()));
        assertRefused("CERTIFICATE_REVOKED", () -> room.enrollment.admit(meanwhile));
        assertThat(room.hosts.all()).isEmpty();
    }

    @Test
    void withoutRulesNobodyEnrolsByAws() {
        Proof.Aws aws = new Proof.Aws("https://sts.amazonaws.com/", Map.of(), "");
        assertEnrolRefused("AWS_NOT_ALLOWED", aws, Room.wish("ci-1", "a"));
    }

    @Test
    void aFloodOfStrangersDoesNotFillTheAuditLog() throws Exception {
        Proof.Token token = room.token(Room.master());
        Proof.Token unknown = new Proof.Token("0000000000", token.secret());
        for (int i = 0; i < 200; i++) {
            assertRefused(
                    "TOKEN_UNKNOWN",
                    () -> room.enrollment.enrol(unknown, Room.wish("a"), Requests.good()));
        }
        assertThat(room.audit.newest(1000)).hasSize(60);
        room.enrollment.enrol(token, Room.wish("a"), Requests.good());
        assertThat(room.audit.newest(1).getFirst().done()).isTrue();
        room.clock.pass(Duration.ofMinutes(1));
        assertRefused(
                "TOKEN_USED", () -> room.enrollment.enrol(token, Room.wish("a"), Requests.good()));
        assertThat(room.audit.newest(1).getFirst().deed().reason()).isEqualTo("and 140 before it");
    }
}
