package lifeboat.controller.security;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/**
 * A private key and its certificate: one PEM file with the key (PKCS #8), the certificate, and the
 * authority's certificate unless it is its own. One file, so that no crash leaves half of it.
 *
 * @param chain its own certificate first, never empty
 */
public record Credential(PrivateKey key, List<X509Certificate> chain) {

    public Credential {
        chain = List.copyOf(chain);
    }

    /** A new key of the only kind that is used: EC P-256. */
    static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The file's text; holds the key. */
    public String pem() {
        StringBuilder text = new StringBuilder(Pem.write(Pem.PRIVATE_KEY, key.getEncoded()));
        for (X509Certificate certificate : chain) {
            text.append(Pem.write(Pem.CERTIFICATE, der(certificate)));
        }
        return text.toString();
    }

    /** Writes the file, readable for its owner only. */
    public void write(Path file) {
        PrivateFile.write(file, pem().getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws ControllerException {@code KEY_FILE_DAMAGED}, {@code KEY_FILE_EXPOSED}
     */
    static Credential read(Path file) {
        return parse(
                new String(PrivateFile.read(file), StandardCharsets.US_ASCII), file.toString());
    }

    /**
     * @param origin for the message
     * @throws ControllerException {@code KEY_FILE_DAMAGED}
     */
    static Credential parse(String pem, String origin) {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (byte[] der : Pem.read(Pem.CERTIFICATE, pem)) {
                chain.add(certificate(der));
            }
            byte[] key = Pem.read(Pem.PRIVATE_KEY, pem).getFirst();
            chain.getFirst(); // there must be one
            return new Credential(
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    chain);
        } catch (GeneralSecurityException | RuntimeException e) {
            ControllerException refusal =
                    new ControllerException(
                            Kind.DATA_LOSS,
                            "KEY_FILE_DAMAGED",
                            origin + " holds no key with its certificate: " + e.getMessage(),
                            "put it back from a copy or from the recovery kit");
            refusal.initCause(e);
            throw refusal;
        }
    }

    static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e); // it was read from its encoding
        }
    }

    @Override
    public String toString() {
        return "Credential[" + certificate().getSubjectX500Principal() + ", key hidden]";
    }
}
