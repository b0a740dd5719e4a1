package lifeboat.controller.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.security.Subject.HostSubject;
import lifeboat.controller.security.Subject.OperatorSubject;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Tells who calls by the certificate that TLS has proven the key of. Thread-safe; asks the stores
 * each time, so that a revocation counts at once.
 *
 * <p>The beginning of a certificate is not looked at: this controller signed it, and its clock may
 * have been set back since.
 */
public final class Authenticator {

    /** How long after its end a host's certificate is still good for its own renewal. */
    static final Duration RENEWABLE = Duration.ofDays(90);

    private static final String NEW_CERTIFICATE =
            "on the controller's machine: lifeboat-controller admin-cert";

    private static final int URI = 6; // of the kinds of alternative names, RFC 5280

    /** What the call is for. */
    public enum Purpose {
        /** Anything but a renewal. */
        CALL,
        /** The renewal of the certificate itself, which may have ended. */
        RENEWAL
    }

    private final CertificateAuthority authority;
    private final CertificateStore certificates;
    private final HostStore hosts;
    private final Clock clock;

    public Authenticator(
            CertificateAuthority authority,
            CertificateStore certificates,
            HostStore hosts,
            Clock clock) {
        this.authority = authority;
        this.certificates = certificates;
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * Returns the caller.
     *
     * @param presented the peer's chain, its own certificate first; empty for none
     * @throws ControllerException of kind UNAUTHENTICATED: {@code CERTIFICATE_FOREIGN}, {@code
     *     CERTIFICATE_UNREADABLE}, {@code CERTIFICATE_REVOKED}, {@code CERTIFICATE_EXPIRED}, {@code
     *     HOST_REPLACED}
     */
    public Caller identify(List<X509Certificate> presented, Purpose purpose) {
        if (presented.isEmpty()) {
            return new Caller.Anonymous();
        }
        X509Certificate certificate = presented.getFirst();
        if (!authority.hasIssued(certificate)) {
            throw refused(
                    "CERTIFICATE_FOREIGN",
                    "the certificate of \"%s\" is not by this controller's authority"
                            .formatted(certificate.getSubjectX500Principal().getName()),
                    "enrol with a token of this controller");
        }
        Subject subject =
                subject(certificate)
                        .orElseThrow(
                                () ->
                                        refused(
                                                "CERTIFICATE_UNREADABLE",
                                                "the certificate names neither a host nor an"
                                                        + " operator",
                                                ""));
        CertificateSerial serial = CertificateSerial.of(certificate.getSerialNumber());
        requireNotRevoked(serial, subject);
        requireNotEnded(certificate, subject, purpose);
        return switch (subject) {
            case HostSubject host -> {
                requireKnownOrForgotten(host, certificate);
                yield new Caller.HostCaller(host, serial, certificate.getNotAfter().toInstant());
            }
            case OperatorSubject operator -> {
                requireNotRevoked(operator, certificate);
                yield new Caller.OperatorCaller(operator);
            }
        };
    }

    private static Optional<Subject> subject(X509Certificate certificate) {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (uses == null
                    || !uses.contains(KeyPurposeId.id_kp_clientAuth.getId())
                    || names == null) {
                return Optional.empty();
            }
            return names.stream()
                    .filter(name -> Integer.valueOf(URI).equals(name.get(0)))
                    .findFirst()
                    .flatMap(name -> Subject.parse((String) name.get(1)));
        } catch (CertificateParsingException _) {
            return Optional.empty();
        }
    }

    private void requireNotRevoked(CertificateSerial serial, Subject subject) {
        certificates
                .find(serial)
                .flatMap(IssuedCertificate::revocation)
                .ifPresent(
                        revocation -> {
                            throw refused(
                                    "CERTIFICATE_REVOKED",
                                    "the certificate of %s was revoked at %s: %s"
                                            .formatted(
                                                    subject.uri(),
                                                    revocation.at(),
                                                    revocation.reason()),
                                    switch (subject) {
                                        case HostSubject _ ->
                                                "an admin makes a new token: lifeboat token create";
                                        case OperatorSubject _ -> NEW_CERTIFICATE;
                                    });
                        });
    }

    /** One that is not in the store is as good as its operator's others were. */
    private void requireNotRevoked(OperatorSubject operator, X509Certificate certificate) {
        if (certificates.find(CertificateSerial.of(certificate.getSerialNumber())).isPresent()) {
            return;
        }
        Instant issued = certificate.getNotBefore().toInstant();
        certificates
                .lastRevocation(operator.name())
                .filter(revoked -> !revoked.isBefore(issued))
                .ifPresent(
                        revoked -> {
                            throw refused(
                                    "CERTIFICATE_REVOKED",
                                    "all certificates of %s were revoked at %s"
                                            .formatted(operator.name(), revoked),
                                    NEW_CERTIFICATE);
                        });
    }

    private void requireNotEnded(X509Certificate certificate, Subject subject, Purpose purpose) {
        Instant end = certificate.getNotAfter().toInstant();
        boolean mayRenew = purpose == Purpose.RENEWAL && subject instanceof HostSubject;
        Instant last = mayRenew ? end.plus(RENEWABLE) : end;
        if (clock.instant().isAfter(last)) {
            throw refused(
                    "CERTIFICATE_EXPIRED",
                    "the certificate of %s ended at %s".formatted(subject.uri(), end),
                    switch (subject) {
                        case HostSubject _ ->
                                "the agent renews it by itself for 90 days; later, an admin makes a"
                                        + " new token: lifeboat token create --replace";
                        case OperatorSubject _ -> NEW_CERTIFICATE;
                    });
        }
    }

    /**
     * A certificate that is not in the store was issued before the store was lost. It counts, since
     * nobody shall have to enrol again for that; unless its name has gone to another machine, or
     * its host was put out since.
     */
    private void requireKnownOrForgotten(HostSubject host, X509Certificate certificate) {
        if (certificates.find(CertificateSerial.of(certificate.getSerialNumber())).isEmpty()) {
            Instant issued = certificate.getNotBefore().toInstant();
            requireStillItsOwn(host, issued, hosts, certificates);
        }
    }

    /**
     * Returns if nothing is known against a host whose certificate the store does not have.
     *
     * @throws ControllerException {@code HOST_REPLACED}
     */
    static void requireStillItsOwn(
            HostSubject host, Instant issued, HostStore hosts, CertificateStore certificates) {
        boolean replaced =
                hosts.find(host.name())
                        .filter(known -> !known.identity().instance().equals(host.instance()))
                        .isPresent();
        boolean putOut =
                certificates
                        .lastRevocation(host.name())
                        .filter(revoked -> !revoked.isBefore(issued))
                        .isPresent();
        if (replaced || putOut) {
            throw refused(
                    "HOST_REPLACED",
                    "host %s was removed, or another machine has its place".formatted(host.name()),
                    "if this one is to have it: lifeboat token create --replace");
        }
    }

    private static ControllerException refused(String code, String message, String next) {
        return new ControllerException(Kind.UNAUTHENTICATED, code, message, next);
    }
}
