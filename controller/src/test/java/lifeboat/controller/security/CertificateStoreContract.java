package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;
import org.junit.jupiter.api.Test;

public abstract class CertificateStoreContract {

    private static final Instant END = Instant.parse("2026-11-23T12:00:00Z");
    private static final HostName CI = new HostName("ci-1");
    private static final Revocation GONE = new Revocation(END.minusSeconds(9), "sold");

    protected abstract CertificateStore store();

    private static IssuedCertificate ofHost(String serial, Instant end) {
        return new IssuedCertificate(
                new CertificateSerial(serial),
                new Subject.HostSubject(CI, Role.MASTER, new InstanceId("a")),
                end,
                Optional.empty());
    }

    private static IssuedCertificate ofOperator(String serial) {
        return new IssuedCertificate(
                new CertificateSerial(serial),
                new Subject.OperatorSubject(new OperatorName("ci-1"), OperatorRole.ADMIN),
                END,
                Optional.empty());
    }

    @Test
    void whatWasPutIsFoundWithAllOfIt() {
        CertificateStore store = store();
        store.put(ofHost("1", END).revoked(GONE));
        store.put(ofOperator("2"));
        assertThat(store.find(new CertificateSerial("1"))).contains(ofHost("1", END).revoked(GONE));
        assertThat(store.find(new CertificateSerial("2"))).contains(ofOperator("2"));
        assertThat(store.find(new CertificateSerial("3"))).isEmpty();
    }

    @Test
    void theFirstRevocationStays() {
        CertificateStore store = store();
        store.put(ofHost("1", END));
        assertThat(store.revoke(new CertificateSerial("1"), GONE)).isTrue();
        assertThat(store.revoke(new CertificateSerial("1"), new Revocation(END, "again")))
                .isFalse();
        assertThat(store.revoke(new CertificateSerial("9"), GONE)).isFalse();
        assertThat(store.all()).containsExactly(ofHost("1", END).revoked(GONE));
    }

    @Test
    void allOfAHostAreRevokedAndNobodyElses() {
        CertificateStore store = store();
        store.put(ofHost("1", END));
        store.put(ofHost("2", END.plusSeconds(1)));
        store.put(ofOperator("3")); // of the same name
        store.revoke(new CertificateSerial("1"), GONE);
        Revocation later = new Revocation(END, "replaced");
        assertThat(store.lastRevocation(CI)).contains(GONE.at());
        assertThat(store.revokeAll(CI, later)).isEqualTo(1);
        assertThat(store.lastRevocation(CI)).contains(later.at());
        assertThat(store.find(new CertificateSerial("3"))).contains(ofOperator("3"));
        assertThat(store.lastRevocation(new HostName("ci-2"))).isEmpty();
    }

    @Test
    void allOfAnOperatorAreRevokedWhateverTheirRoles() {
        CertificateStore store = store();
        OperatorName name = new OperatorName("ci-1");
        store.put(ofHost("1", END)); // of the same name
        store.put(ofOperator("2"));
        store.put(
                new IssuedCertificate(
                        new CertificateSerial("3"),
                        new Subject.OperatorSubject(name, OperatorRole.VIEWER),
                        END,
                        Optional.empty()));
        store.put(
                new IssuedCertificate(
                        new CertificateSerial("4"),
                        new Subject.OperatorSubject(new OperatorName("ci-11"), OperatorRole.ADMIN),
                        END,
                        Optional.empty()));
        assertThat(store.lastRevocation(name)).isEmpty();
        assertThat(store.revokeAll(name, GONE)).isEqualTo(2);
        assertThat(store.revokeAll(name, new Revocation(END, "again"))).isZero();
        assertThat(store.lastRevocation(name)).contains(END);
        assertThat(store.all())
                .filteredOn(certificate -> certificate.revocation().equals(Optional.of(GONE)))
                .extracting(certificate -> certificate.serial().value())
                .containsExactlyInAnyOrder("2", "3");
        assertThat(store.lastRevocation(CI)).isEmpty();
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        CertificateStore store = store();
        store.put(ofHost("2", END));
        store.put(ofHost("1", END.minusMillis(1)));
        store.forgetEndedBefore(END);
        assertThat(store.all()).containsExactly(ofHost("2", END));
    }
}
