package lifeboat.cli.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who the operator is: a folder with a certificate, its key, and whom to trust as a controller.
 *
 * @param name in the certificate, as the audit log shows it
 * @param expires when the certificate ends
 */
public record Identity(Path folder, String name, Instant expires) {

    private static final Pattern COMMON_NAME = Pattern.compile("CN=([^,]+)");

    static final String CERTIFICATE = "client.pem";
    static final String KEY = "client.key";
    static final String AUTHORITIES = "ca.pem";

    /** Whether {@code folder} holds one, whole or not. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(CERTIFICATE));
    }

    /**
     * Reads the certificate.
     *
     * @throws IdentityException if it, or a file that belongs to it, can't be read
     */
    public static Identity read(Path folder) {
        for (String file : new String[] {CERTIFICATE, KEY, AUTHORITIES}) {
            if (!Files.isReadable(folder.resolve(file))) {
                throw new IdentityException(
                        "%s is missing, or this user may not read it"
                                .formatted(folder.resolve(file)));
            }
        }
        Path file = folder.resolve(CERTIFICATE);
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            return new Identity(
                    folder,
                    commonName(certificate.getSubjectX500Principal().getName()),
                    certificate.getNotAfter().toInstant());
        } catch (IOException | CertificateException e) {
            throw new IdentityException(file + " holds no certificate: " + e.getMessage(), e);
        }
    }

    private static String commonName(String subject) {
        Matcher name = COMMON_NAME.matcher(subject);
        return name.find() ? name.group(1) : subject;
    }

    Path certificate() {
        return folder.resolve(CERTIFICATE);
    }

    Path key() {
        return folder.resolve(KEY);
    }

    Path authorities() {
        return folder.resolve(AUTHORITIES);
    }
}
