package lifeboat.agent.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the identity in the data folder.
 *
 * <p>{@code instance} is random and says which copy of the folder this is; {@code key} is made once
 * and stays, also when it is certified anew; {@code identity} holds name, role, certificate and
 * authorities, replaced as one.
 */
public final class IdentityStore {

    private static final int INSTANCE_BYTES = 16;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");

    private final DataFolder folder;
    private final SecureRandom random;

    public IdentityStore(DataFolder folder, SecureRandom random) {
        this.folder = folder;
        this.random = random;
    }

    /** The id of this copy of the folder, made at the first call. */
    public String instanceId() {
        return folder.find("instance")
                .map(bytes -> new String(bytes, UTF_8).strip())
                .orElseGet(this::makeInstance);
    }

    private String makeInstance() {
        byte[] bytes = new byte[INSTANCE_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        folder.save("instance", id.getBytes(UTF_8));
        return id;
    }

    /** A request to certify the host's key, in DER. */
    public byte[] signingRequest() {
        return SigningRequest.of(keys());
    }

    private KeyPair keys() {
        Optional<byte[]> stored = folder.find("key");
        try {
            if (stored.isPresent()) {
                return decode(new String(stored.get(), UTF_8));
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = generator.generateKeyPair();
            folder.save("key", encode(keys).getBytes(UTF_8));
            return keys;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable("key", e);
        }
    }

    /** Two lines: the private key in PKCS #8, the public in X.509, as base64. */
    private static String encode(KeyPair keys) {
        Base64.Encoder base64 = Base64.getEncoder();
        return base64.encodeToString(keys.getPrivate().getEncoded())
                + "\n"
                + base64.encodeToString(keys.getPublic().getEncoded())
                + "\n";
    }

    private static KeyPair decode(String text) throws GeneralSecurityException {
        List<String> lines = text.lines().toList();
        if (lines.size() != 2) {
            throw new IllegalArgumentException("two lines are expected");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        KeyFactory factory = KeyFactory.getInstance("EC");
        PrivateKey own =
                factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0))));
        PublicKey known =
                factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1))));
        return new KeyPair(known, own);
    }

    /** The identity, if the host has one. */
    public Optional<Identity> find() {
        return folder.find("identity").map(bytes -> decodeIdentity(new String(bytes, UTF_8)));
    }

    private Identity decodeIdentity(String text) {
        try {
            List<String> names = text.lines().limit(2).toList();
            List<X509Certificate> certificates = new ArrayList<>();
            Matcher blocks = BLOCK.matcher(text);
            while (blocks.find()) {
                certificates.add(certificate(Base64.getMimeDecoder().decode(blocks.group(1))));
            }
            if (names.size() < 2 || certificates.size() < 2) {
                throw new IllegalArgumentException("it is cut");
            }
            return new Identity(
                    names.get(0),
                    names.get(1),
                    keys().getPrivate(),
                    certificates.getFirst(),
                    certificates.subList(1, certificates.size()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw unusable("identity", e);
        }
    }

    /**
     * Takes a certificate in the place of any before.
     *
     * @param certificate DER, for the key of {@link #signingRequest}, as all of {@code authorities}
     * @throws IdentityException {@code CERTIFICATE_INVALID} if it is not one for that key
     */
    public Identity save(
            String hostName, String role, byte[] certificate, List<byte[]> authorities) {
        try {
            X509Certificate own = certificate(certificate);
            List<X509Certificate> trusted = new ArrayList<>();
            for (byte[] authority : authorities) {
                trusted.add(certificate(authority));
            }
            KeyPair keys = keys();
            if (!own.getPublicKey().equals(keys.getPublic()) || trusted.isEmpty()) {
                throw new CertificateException(
                        "it is not for this host's key, or has no authority");
            }
            folder.save("identity", encode(hostName, role, own, trusted).getBytes(UTF_8));
            return new Identity(hostName, role, keys.getPrivate(), own, trusted);
        } catch (CertificateException e) {
            throw new IdentityException(
                    "CERTIFICATE_INVALID",
                    "the controller sent no usable certificate: " + e.getMessage(),
                    "see whether it is a controller of the same release",
                    e);
        }
    }

    private static String encode(
            String hostName, String role, X509Certificate own, List<X509Certificate> trusted)
            throws CertificateEncodingException {
        StringBuilder text = new StringBuilder(hostName + "\n" + role + "\n" + pem(own));
        for (X509Certificate authority : trusted) {
            text.append(pem(authority));
        }
        return text.toString();
    }

    private static String pem(X509Certificate certificate) throws CertificateEncodingException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }

    private static IdentityException unusable(String file, Exception e) {
        return new IdentityException(
                "IDENTITY_UNUSABLE",
                "the file " + file + " of the data folder can't be used: " + e.getMessage(),
                "remove the files key and identity, and enrol the host again with --replace",
                e);
    }
}
