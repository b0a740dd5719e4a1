package lifeboat.agent.wire;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import lifeboat.engine.ObjectId;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates for tests. */
public final class Authority {

    private static final X500Name NAME = new X500Name("CN=test authority");

    private final KeyPair keys = newKeys();
    private final X509Certificate certificate;
    private long serial = 1;

    /** An authority of its own. */
    public Authority() {
        certificate = sign(NAME, keys.getPublic(), Duration.ofDays(100), null);
    }

    public static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return keys.getPrivate();
    }

    /** In hex. */
    public String sha256() {
        try {
            return ObjectId.hash(certificate.getEncoded()).hex();
        } catch (java.security.cert.CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate host(PublicKey key, Duration life) {
        return sign(new X500Name("CN=host"), key, life, KeyPurposeId.id_kp_clientAuth);
    }

    public X509Certificate server(PublicKey key) {
        return sign(
                new X500Name("CN=controller"),
                key,
                Duration.ofDays(10),
                KeyPurposeId.id_kp_serverAuth);
    }

    private X509Certificate sign(X500Name name, PublicKey key, Duration life, KeyPurposeId use) {
        try {
            Instant begin = Instant.now().minusSeconds(60);
            var builder =
                    new JcaX509v3CertificateBuilder(
                            NAME,
                            BigInteger.valueOf(serial++),
                            Date.from(begin),
                            Date.from(begin.plus(life)),
                            name,
                            key);
            builder.addExtension(
                    Extension.basicConstraints, true, new BasicConstraints(use == null));
            if (use != null) {
                builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(use));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(keys.getPrivate())));
        } catch (java.io.IOException
                | org.bouncycastle.operator.OperatorCreationException
                | java.security.cert.CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
