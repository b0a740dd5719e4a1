package lifeboat.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class HostStoreContract {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final HostName CI = new HostName("ci-1");
    private static final HostName SLAVE = new HostName("slave-1");
    private static final Sighting SEEN =
            new Sighting(NOON.plusSeconds(60), "0.1.0", Duration.ofMillis(-250), "{\"load\":1}");

    protected abstract HostStore store();

    private static Host host(HostName name, Role role, String instance) {
        return new Host(
                name,
                role,
                new HostIdentity(
                        new InstanceId(instance),
                        new CertificateSerial("4a"),
                        NOON.plus(Duration.ofDays(90)),
                        false),
                new Admission(NOON, "token t1"),
                Optional.empty());
    }

    @Test
    void whatWasPutIsFoundWithAllOfIt() {
        HostStore store = store();
        Host host = host(CI, Role.MASTER, "a").with(SEEN);
        store.put(host);
        assertThat(store.find(CI)).contains(host);
        assertThat(store.find(SLAVE)).isEmpty();
    }

    @Test
    void hostsAreListedByName() {
        HostStore store = store();
        store.put(host(SLAVE, Role.SLAVE, "b"));
        store.put(host(CI, Role.MASTER, "a"));
        assertThat(store.all()).extracting(Host::name).containsExactly(CI, SLAVE);
    }

    @Test
    void aHostTakesThePlaceOfTheOneWithItsName() {
        HostStore store = store();
        store.put(host(CI, Role.MASTER, "a").with(SEEN));
        Host other = host(CI, Role.MASTER, "b");
        store.put(other);
        assertThat(store.all()).containsExactly(other);
    }

    @Test
    void aRenewalChangesTheCertificateOnly() {
        HostStore store = store();
        Host host = host(CI, Role.MASTER, "a").with(SEEN);
        store.put(host);
        Instant end = NOON.plus(Duration.ofDays(135));
        store.renewed(CI, new CertificateSerial("4b"), end);
        assertThat(store.find(CI))
                .contains(host.with(host.identity().renewed(new CertificateSerial("4b"), end)));
    }

    @Test
    void onlyKnownHostsAreSeen() {
        HostStore store = store();
        store.put(host(CI, Role.MASTER, "a"));
        store.saw(Map.of(CI, SEEN, SLAVE, SEEN));
        assertThat(store.all()).containsExactly(host(CI, Role.MASTER, "a").with(SEEN));
        assertThat(store.find(CI).orElseThrow().lastAlive()).isEqualTo(SEEN.at());
    }

    @Test
    void aDuplicateIsRememberedUntilTheHostEnrolsAgain() {
        HostStore store = store();
        store.put(host(CI, Role.MASTER, "a"));
        store.sawDuplicate(CI);
        store.renewed(CI, new CertificateSerial("4b"), NOON);
        assertThat(store.find(CI).orElseThrow().identity().duplicateSeen()).isTrue();
        store.put(host(CI, Role.MASTER, "b"));
        assertThat(store.find(CI).orElseThrow().identity().duplicateSeen()).isFalse();
    }

    @Test
    void livingHostsOfAVoucherAreCounted() {
        HostStore store = store();
        store.put(host(CI, Role.MASTER, "a"));
        store.put(host(SLAVE, Role.SLAVE, "b").with(SEEN));
        assertThat(store.countAlive("token t1", NOON)).isEqualTo(2);
        assertThat(store.countAlive("token t1", SEEN.at())).isEqualTo(1);
        assertThat(store.countAlive("token t1", SEEN.at().plusMillis(1))).isZero();
        assertThat(store.countAlive("token t2", NOON)).isZero();
    }

    @Test
    void aHostIsRemovedOnce() {
        HostStore store = store();
        store.put(host(CI, Role.MASTER, "a"));
        assertThat(store.remove(CI)).isTrue();
        assertThat(store.remove(CI)).isFalse();
        assertThat(store.all()).isEmpty();
    }
}
