package lifeboat.controller.security;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.Admission;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostIdentity;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.security.Caller.HostCaller;
import lifeboat.controller.security.Subject.HostSubject;

/**
 * Takes hosts into the fleet, keeps their certificates young, and puts them out. Thread-safe; one
 * change at a time, so that a host that is put out can't renew meanwhile.
 *
 * <p>Enrolments, their refusals, and hosts that are taken up again are in the audit log; the rest
 * is for the callers to enter.
 */
public final class Enrollment {

    static final Duration MASTER_LIFETIME = Duration.ofDays(90);
    static final Duration SLAVE_LIFETIME = Duration.ofHours(24);

    /** A host that was not heard of for so long no longer counts as living. */
    static final Duration LIVING = Duration.ofMinutes(15);

    private final CertificateAuthority authority;
    private final CertificateStore certificates;
    private final HostStore hosts;
    private final JoinTokens tokens;
    private final AwsIdentities aws;
    private final AuditLog audit;
    private final Clock clock;
    private final RefusalBudget refusals = new RefusalBudget();
    private final Object oneAtATime = new Object();

    public Enrollment(
            CertificateAuthority authority,
            CertificateStore certificates,
            HostStore hosts,
            JoinTokens tokens,
            AwsIdentities aws,
            AuditLog audit,
            Clock clock) {
        this.authority = authority;
        this.certificates = certificates;
        this.hosts = hosts;
        this.tokens = tokens;
        this.aws = aws;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Trades a proof for a certificate. A token for a single use is used up by success only.
     *
     * @throws ControllerException those of {@link JoinTokens} and {@link AwsIdentities}; {@code
     *     HOST_NAME_MISSING}, {@code OUT_OF_SCOPE}, {@code HOST_EXISTS}, {@code TOKEN_FULL}
     */
    public Enrolled enrol(Proof proof, Wish wish, SigningRequest request)
            throws InterruptedException {
        try {
            Voucher voucher =
                    switch (proof) {
                        case Proof.Token token -> Voucher.of(tokens.require(token));
                        case Proof.Aws signed -> aws.verify(signed);
                    };
            synchronized (oneAtATime) {
                Enrolled enrolled = enrol(voucher, wish, request.key());
                audit.append(
                        clock.instant(),
                        deed(voucher.by(), enrolled.host().name().value(), ""),
                        "");
                return enrolled;
            }
        } catch (ControllerException e) {
            noteRefusal(wish, e);
            throw e;
        }
    }

    private Enrolled enrol(Voucher voucher, Wish wish, PublicKey key) {
        EnrolmentScope scope = voucher.scope();
        HostName name = nameInScope(scope, wish);
        Optional<Host> before = hosts.find(name);
        Optional<Host> other = before.filter(host -> !isSameMachine(host, scope.role(), wish));
        if (!scope.replaces()) {
            other.ifPresent(host -> requireFree(host, scope.role()));
        }
        requireRoom(voucher, before);
        voucher.token().ifPresent(tokens::use);
        Instant now = clock.instant();
        certificates.revokeAll(
                name, new Revocation(now, "%s let it enrol again".formatted(voucher.by())));
        X509Certificate certificate =
                issue(new HostSubject(name, scope.role(), wish.instance()), key);
        Host host =
                new Host(
                        name,
                        scope.role(),
                        new HostIdentity(
                                wish.instance(), serial(certificate), end(certificate), false),
                        new Admission(now, voucher.by()),
                        Optional.empty());
        hosts.put(host);
        return new Enrolled(host, certificate, authorities(), other);
    }

    private static HostName nameInScope(EnrolmentScope scope, Wish wish) {
        if (wish.role().filter(role -> role != scope.role()).isPresent()) {
            throw outOfScope("role " + scope.role().name().toLowerCase(Locale.ROOT));
        }
        scope.host()
                .filter(only -> wish.name().filter(name -> !name.equals(only)).isPresent())
                .ifPresent(
                        only -> {
                            throw outOfScope("host " + only);
                        });
        return scope.host()
                .or(wish::name)
                .orElseThrow(
                        () ->
                                new ControllerException(
                                        Kind.INVALID,
                                        "HOST_NAME_MISSING",
                                        "neither the host nor its proof says its name",
                                        "start the agent with --name"));
    }

    private static ControllerException outOfScope(String scope) {
        return new ControllerException(
                Kind.DENIED,
                "OUT_OF_SCOPE",
                "the proof is for %s only".formatted(scope),
                "an admin makes another token: lifeboat token create");
    }

    private static boolean isSameMachine(Host host, Role role, Wish wish) {
        return host.role() == role && host.identity().instance().equals(wish.instance());
    }

    /** Names of masters are never free; those of slaves are once their certificates have ended. */
    private void requireFree(Host taken, Role role) {
        boolean free =
                taken.role() == Role.SLAVE
                        && role == Role.SLAVE
                        && taken.identity().certificateEnds().isBefore(clock.instant());
        if (!free) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "HOST_EXISTS",
                    "another machine is host %s, last heard of at %s"
                            .formatted(taken.name(), taken.lastAlive()),
                    "if this one is to take its place: lifeboat token create --replace");
        }
    }

    private void requireRoom(Voucher voucher, Optional<Host> before) {
        int most = voucher.scope().maxLiving();
        if (most == 0) {
            return;
        }
        Instant since = clock.instant().minus(LIVING);
        long itself =
                before
                        .filter(host -> host.admission().by().equals(voucher.by()))
                        .filter(host -> !host.lastAlive().isBefore(since))
                        .stream()
                        .count();
        if (hosts.countAlive(voucher.by(), since) - itself >= most) {
            throw new ControllerException(
                    Kind.UNAVAILABLE,
                    "TOKEN_FULL",
                    "%d hosts of %s live already".formatted(most, voucher.by()),
                    "an admin makes one for more: lifeboat token create --max-living");
        }
    }

    /**
     * Returns the host of a caller. One that the store has lost is taken up again by its
     * certificate.
     *
     * @throws ControllerException {@code CERTIFICATE_REVOKED}, {@code HOST_REPLACED} if it was put
     *     out meanwhile
     */
    public Host admit(HostCaller caller) {
        synchronized (oneAtATime) {
            requireGood(caller);
            return hosts.find(caller.name()).orElseGet(() -> takeUp(caller));
        }
    }

    private Host takeUp(HostCaller caller) {
        certificates.put(
                new IssuedCertificate(
                        caller.certificate(),
                        caller.host(),
                        caller.certificateEnds(),
                        Optional.empty()));
        Host host =
                new Host(
                        caller.name(),
                        caller.role(),
                        new HostIdentity(
                                caller.instance(),
                                caller.certificate(),
                                caller.certificateEnds(),
                                false),
                        new Admission(clock.instant(), "its certificate"),
                        Optional.empty());
        hosts.put(host);
        audit.append(
                clock.instant(),
                deed(caller.who(), caller.name().value(), "nothing but its certificate is known"),
                "");
        return host;
    }

    /**
     * Issues another certificate to the host of one, who asked with it. The one before stays good
     * to its end: the answer may get lost.
     *
     * @throws ControllerException those of {@link #admit}
     */
    public X509Certificate renew(HostCaller caller, SigningRequest request) {
        synchronized (oneAtATime) {
            Host host = admit(caller);
            X509Certificate certificate = issue(caller.host(), request.key());
            hosts.renewed(host.name(), serial(certificate), end(certificate));
            return certificate;
        }
    }

    /** Forgets a host and revokes its certificates. Returns false if there was none. */
    public boolean remove(HostName name, String reason) {
        synchronized (oneAtATime) {
            certificates.revokeAll(name, new Revocation(clock.instant(), reason));
            return hosts.remove(name);
        }
    }

    /** The certificates to trust controllers by. */
    public List<X509Certificate> authorities() {
        return List.of(authority.certificate());
    }

    /** What {@link Authenticator} found before the lock was taken may be over. */
    private void requireGood(HostCaller caller) {
        Optional<IssuedCertificate> known = certificates.find(caller.certificate());
        if (known.flatMap(IssuedCertificate::revocation).isPresent()) {
            throw new ControllerException(
                    Kind.UNAUTHENTICATED,
                    "CERTIFICATE_REVOKED",
                    "the certificate of %s was revoked a moment ago".formatted(caller.who()),
                    "");
        }
        if (known.isEmpty()) {
            Instant issued = caller.certificateEnds().minus(lifetime(caller.role()));
            Authenticator.requireStillItsOwn(caller.host(), issued, hosts, certificates);
        }
    }

    private X509Certificate issue(HostSubject subject, PublicKey key) {
        Instant now = clock.instant();
        X509Certificate certificate = authority.issue(subject, key, lifetime(subject.role()));
        certificates.forgetEndedBefore(now.minus(Authenticator.RENEWABLE));
        certificates.put(
                new IssuedCertificate(
                        serial(certificate), subject, end(certificate), Optional.empty()));
        return certificate;
    }

    private static Duration lifetime(Role role) {
        return switch (role) {
            case MASTER -> MASTER_LIFETIME;
            case SLAVE -> SLAVE_LIFETIME;
        };
    }

    private static CertificateSerial serial(X509Certificate certificate) {
        return CertificateSerial.of(certificate.getSerialNumber());
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    /** Strangers may try as often as they like, so not every try gets a line. */
    private void noteRefusal(Wish wish, ControllerException why) {
        Instant now = clock.instant();
        String asked = wish.name().map(HostName::value).orElse("");
        refusals.admit(now)
                .ifPresent(
                        unwritten ->
                                audit.append(
                                        now,
                                        deed(
                                                "anonymous",
                                                asked,
                                                unwritten == 0
                                                        ? ""
                                                        : "and %d before it".formatted(unwritten)),
                                        why.code() + ": " + why.getMessage()));
    }

    private static Deed deed(String who, String host, String reason) {
        return new Deed(who, Permission.ENROLL.action(), host, reason);
    }
}
