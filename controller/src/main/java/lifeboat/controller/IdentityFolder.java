package lifeboat.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import lifeboat.controller.security.Credential;

/**
 * An operator's identity as the CLI reads it: {@code client.pem}, {@code client.key} and {@code
 * ca.pem} in a folder that only its owner can enter.
 */
final class IdentityFolder {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private IdentityFolder() {}

    /**
     * Writes all of it or nothing.
     *
     * @param folder must not exist, or be empty
     */
    static void write(Path folder, Credential credential) {
        Path draft = folder.resolveSibling("." + folder.getFileName() + ".new");
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectories(
                    draft,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            put(draft.resolve("client.key"), pem("PRIVATE KEY", credential.key().getEncoded()));
            put(draft.resolve("client.pem"), pem(credential.chain().getFirst()));
            put(draft.resolve("ca.pem"), pem(credential.chain().getLast()));
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e); // it was read from its encoding
        }
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(type, LINES.encodeToString(der), type);
    }
}
