package lifeboat.controller.security;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.MemoryHostStore;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.security.Authenticator.Purpose;
import lifeboat.controller.security.Caller.HostCaller;

/** All of this package put together over memory, as a controller's wiring does it. */
final class Room {

    static final HostName CI = new HostName("ci-1");

    final SetClock clock = new SetClock();
    final CertificateStore certificates = new MemoryCertificateStore();
    final MemoryHostStore hosts = new MemoryHostStore();
    final AuditLog audit = new MemoryAuditLog();
    final CertificateAuthority authority;
    final JoinTokens tokens;
    final Authenticator authenticator;
    final Enrollment enrollment;

    Room(Path folder) {
        authority = CertificateAuthority.openOrCreate(folder, clock);
        tokens = new JoinTokens(new MemoryTokenStore(), authority, clock);
        authenticator = new Authenticator(authority, certificates, hosts, clock);
        enrollment =
                new Enrollment(
                        authority,
                        certificates,
                        hosts,
                        tokens,
                        new AwsIdentities(List.of(), new StsEndpoints.Aws(), authority),
                        audit,
                        clock);
    }

    /** A controller with the same keys and nothing else left. */
    Room(Path folder, Room lost) {
        this(folder);
        clock.pass(Duration.between(clock.instant(), lost.clock.instant()));
    }

    static TokenTerms master() {
        return new TokenTerms(Optional.of(CI), Role.MASTER, 0, false, TokenTerms.DEFAULT_LIFETIME);
    }

    static TokenTerms replacing() {
        return new TokenTerms(Optional.of(CI), Role.MASTER, 0, true, TokenTerms.DEFAULT_LIFETIME);
    }

    static TokenTerms slaves(int most) {
        return new TokenTerms(Optional.empty(), Role.SLAVE, most, false, Duration.ofDays(30));
    }

    Proof.Token token(TokenTerms terms) {
        String[] parts = text(tokens.create(terms)).split("\\.", -1);
        return new Proof.Token(parts[1], Secret.of(parts[2].getBytes(StandardCharsets.UTF_8)));
    }

    static String text(JoinTokens.Created created) {
        return new String(created.text().bytes(), StandardCharsets.UTF_8);
    }

    static Wish wish(String instance) {
        return new Wish(Optional.empty(), Optional.empty(), new InstanceId(instance));
    }

    static Wish wish(String name, String instance) {
        return new Wish(
                Optional.of(new HostName(name)), Optional.empty(), new InstanceId(instance));
    }

    Enrolled enrol(TokenTerms terms, Wish wish) throws InterruptedException {
        return enrollment.enrol(token(terms), wish, Requests.good());
    }

    Caller call(X509Certificate certificate) {
        return authenticator.identify(List.of(certificate), Purpose.CALL);
    }

    HostCaller renewal(X509Certificate certificate) {
        return (HostCaller) authenticator.identify(List.of(certificate), Purpose.RENEWAL);
    }
}
