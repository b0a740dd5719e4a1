package lifeboat.controller.security;

import java.time.Clock;
import java.util.List;

/** The people and programs that may call, by the certificates that were made for them. */
public final class Operators {

    private final CertificateStore certificates;
    private final Clock clock;

    public Operators(CertificateStore certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    /** A certificate of an operator. */
    public record Held(Subject.OperatorSubject operator, IssuedCertificate certificate) {}

    /** In the order of their ends. */
    public List<Held> all() {
        return certificates.all().stream()
                .<Held>mapMulti(
                        (certificate, each) -> {
                            if (certificate.subject() instanceof Subject.OperatorSubject operator) {
                                each.accept(new Held(operator, certificate));
                            }
                        })
                .toList();
    }

    /**
     * Makes every certificate that an operator has had until now worth nothing, and returns how
     * many of them were known and good. A name may have others than those: of a database that was
     * lost.
     */
    public int revoke(OperatorName name, String reason) {
        return certificates.revokeAll(name, new Revocation(clock.instant(), reason));
    }
}
