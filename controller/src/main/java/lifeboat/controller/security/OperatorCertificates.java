package lifeboat.controller.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.security.Subject.OperatorSubject;

/** Makes certificates for operators: on the controller's machine only, never over the wire. */
public final class OperatorCertificates {

    public static final Duration DEFAULT_LIFETIME = Duration.ofDays(365);

    private static final String ADMIN_FILE = "admin.pem";

    private final CertificateAuthority authority;
    private final CertificateStore store;

    public OperatorCertificates(CertificateAuthority authority, CertificateStore store) {
        this.authority = authority;
        this.store = store;
    }

    /** Makes a key and a certificate, and stores which one. */
    public Credential issue(OperatorSubject operator, Duration lifetime) {
        KeyPair key = Credential.newKey();
        X509Certificate certificate = authority.issue(operator, key.getPublic(), lifetime);
        store.put(
                new IssuedCertificate(
                        CertificateSerial.of(certificate.getSerialNumber()),
                        operator,
                        certificate.getNotAfter().toInstant(),
                        Optional.empty()));
        return new Credential(key.getPrivate(), List.of(certificate, authority.certificate()));
    }

    /**
     * Writes the first admin's file, {@code admin.pem}, into the controller's data folder unless it
     * is there, and returns where it is.
     */
    public Path firstAdmin(Path folder) {
        Path file = folder.resolve(ADMIN_FILE);
        if (!Files.exists(file)) {
            issue(
                            new OperatorSubject(new OperatorName("admin"), OperatorRole.ADMIN),
                            DEFAULT_LIFETIME)
                    .write(file);
        }
        return file;
    }
}
