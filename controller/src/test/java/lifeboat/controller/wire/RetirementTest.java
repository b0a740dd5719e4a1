package lifeboat.controller.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.MemoryCatalogStore;
import lifeboat.controller.fleet.Admission;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostIdentity;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.MemoryHostStore;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.operation.MemoryOperationJournal;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.plan.MemoryPlanStore;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.security.AwsIdentities;
import lifeboat.controller.security.CertificateAuthority;
import lifeboat.controller.security.Enrollment;
import lifeboat.controller.security.IssuedCertificate;
import lifeboat.controller.security.JoinTokens;
import lifeboat.controller.security.MemoryAuditLog;
import lifeboat.controller.security.MemoryCertificateStore;
import lifeboat.controller.security.MemorySecretStore;
import lifeboat.controller.security.MemoryTokenStore;
import lifeboat.controller.security.RepositoryPasswords;
import lifeboat.controller.security.SealingKey;
import lifeboat.controller.security.SecretStore;
import lifeboat.controller.security.StsEndpoints;
import lifeboat.controller.security.Subject;
import lifeboat.engine.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetirementTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final MemoryHostStore hosts = new MemoryHostStore();
    private final MemoryCertificateStore certificates = new MemoryCertificateStore();
    private final MemoryAuditLog audit = new MemoryAuditLog();
    private Instant now = NOON;
    private AwsIdentities aws;
    private Retirement retirement;

    @TempDir private Path folder;

    @BeforeEach
    void open() {
        Clock clock = clock();
        Platform platform = new Platform(clock, () -> 0, _ -> {});
        CertificateAuthority authority = CertificateAuthority.open(folder, certificates, clock);
        aws = new AwsIdentities(List.of(), new StsEndpoints.Aws(), authority);
        Enrollment enrollment =
                new Enrollment(
                        authority,
                        certificates,
                        hosts,
                        new JoinTokens(new MemoryTokenStore(), authority, clock),
                        aws,
                        audit,
                        clock);
        Plans plans = new Plans(new MemoryPlanStore(), clock);
        SecretStore secrets = new MemorySecretStore();
        AgentConnections connections =
                new AgentConnections(
                        new RepositoryKeys(
                                plans,
                                new Catalog(
                                        _ -> {
                                            throw new AssertionError("nothing is listed");
                                        },
                                        _ -> Optional.empty(),
                                        new MemoryCatalogStore(),
                                        platform),
                                new RepositoryPasswords(
                                        SealingKey.openOrCreate(folder.resolve("key"), secrets),
                                        secrets)),
                        new StatusMapper(() -> "1"));
        OperationRunner operations =
                new OperationRunner(
                        new MemoryOperationJournal(), connections, clock, new Random(1));
        Sightings sightings = new Sightings(hosts);
        retirement =
                new Retirement(
                        new HostDirectory(hosts, sightings, connections, plans),
                        enrollment,
                        new HostExit(connections, sightings, operations),
                        operations,
                        new Audit(audit, clock),
                        clock);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aSlaveThatIsGoneIsRemovedAndItsCertificateRevoked() {
        slave("gone", NOON.minus(Duration.ofDays(8)));
        slave("away", NOON.minus(Duration.ofDays(6)));
        enrolled("master", Role.MASTER, NOON.minus(Duration.ofDays(80)));
        retirement.run();
        assertThat(hosts.all()).as("those that live have an hour to say so").hasSize(3);

        now = NOON.plus(Retirement.GRACE);
        retirement.run();

        assertThat(hosts.all())
                .extracting(host -> host.name().value())
                .containsExactly("away", "master");
        assertThat(certificates.all())
                .filteredOn(certificate -> certificate.revocation().isPresent())
                .extracting(certificate -> ((Subject.HostSubject) certificate.subject()).name())
                .containsExactly(new HostName("gone"));
        assertThat(audit.newest(9))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.deed().who()).isEqualTo("system");
                            assertThat(entry.deed().subject()).isEqualTo("host gone");
                        });
    }

    private void slave(String name, Instant seen) {
        enrolled(name, Role.SLAVE, seen.minus(Duration.ofDays(1)));
        hosts.saw(Map.of(new HostName(name), new Sighting(seen, "1", Duration.ZERO, "")));
    }

    private void enrolled(String name, Role role, Instant at) {
        Instant ends = at.plus(Duration.ofDays(90));
        InstanceId instance = new InstanceId("instance-of-" + name);
        CertificateSerial serial = new CertificateSerial(Integer.toHexString(name.hashCode()));
        certificates.put(
                new IssuedCertificate(
                        serial,
                        new Subject.HostSubject(new HostName(name), role, instance),
                        ends,
                        Optional.empty()));
        hosts.put(
                new Host(
                        new HostName(name),
                        role,
                        new HostIdentity(instance, serial, ends, false),
                        new Admission(at, "token 1"),
                        Optional.empty()));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
