package lifeboat.controller.security;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.security.Subject.HostSubject;
import lifeboat.controller.security.Subject.OperatorSubject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Vouches for the hosts and operators of one controller, and for the controller to them. Its key is
 * a file in the controller's data folder. Thread-safe.
 */
public final class CertificateAuthority {

    public static final String FILE = "authority.pem";

    private static final Duration OWN_LIFETIME = Duration.ofDays(20 * 365);

    /**
     * How long before now certificates begin that others check by their own clocks. Those of hosts
     * begin now, since hosts renew them at half of their life.
     */
    private static final Duration BACKDATED = Duration.ofDays(1);

    private static final int SERIAL_BYTES = 16;

    private final Credential own;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    private CertificateAuthority(Credential own, Clock clock) {
        this.own = own;
        this.clock = clock;
    }

    /**
     * Opens the authority of a data folder, made at the first start.
     *
     * @param issued what it has signed: if there is any, no new one is made, which would shut out
     *     all hosts
     * @throws ControllerException {@code AUTHORITY_MISSING}, {@code KEY_FILE_DAMAGED}, {@code
     *     KEY_FILE_EXPOSED}
     */
    public static CertificateAuthority open(Path folder, CertificateStore issued, Clock clock) {
        int known = issued.all().size();
        if (known > 0 && !Files.exists(folder.resolve(FILE))) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "AUTHORITY_MISSING",
                    "%s is not there, and the database knows %d certificates that it signed"
                            .formatted(folder.resolve(FILE), known),
                    "put it back from a copy; without one, move the folder away and make it anew:"
                            + " lifeboat-controller rebuild --data %s --kit FILE"
                                    .formatted(folder));
        }
        return openOrCreate(folder, clock);
    }

    static CertificateAuthority openOrCreate(Path folder, Clock clock) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            create(clock).write(file);
        }
        return new CertificateAuthority(Credential.read(file), clock);
    }

    private static Credential create(Clock clock) {
        KeyPair key = Credential.newKey();
        SecureRandom random = new SecureRandom();
        X500Name name = commonName("Lifeboat " + serial(random).toString(16).substring(0, 8));
        Instant now = clock.instant();
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            name,
                            serial(random),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(OWN_LIFETIME)),
                            name,
                            key.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.getPublic()));
            return new Credential(key.getPrivate(), List.of(signed(builder, key.getPrivate())));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate certificate() {
        return own.certificate();
    }

    /** The key with its certificate, for the recovery kit. */
    Credential credential() {
        return own;
    }

    /** SHA-256 of its certificate, in hex: what join tokens name, so that hosts know it. */
    public String fingerprint() {
        return Digests.sha256Hex(Credential.der(certificate()));
    }

    /** A certificate for a client, from now on. */
    X509Certificate issue(Subject subject, PublicKey key, Duration lifetime) {
        String name =
                switch (subject) {
                    case HostSubject host -> host.name().value();
                    case OperatorSubject operator -> operator.name().value();
                };
        Instant now = clock.instant();
        return issue(
                name,
                key,
                new Period(now, now.plus(lifetime)),
                KeyPurposeId.id_kp_clientAuth,
                new GeneralName(GeneralName.uniformResourceIdentifier, subject.uri()));
    }

    /** A certificate for the controller's own port, under all its DNS names and addresses. */
    X509Certificate issueServer(Collection<String> names, PublicKey key, Duration lifetime) {
        Instant now = clock.instant();
        return issue(
                "lifeboat-controller",
                key,
                new Period(now.minus(BACKDATED), now.plus(lifetime)),
                KeyPurposeId.id_kp_serverAuth,
                names.stream().map(CertificateAuthority::serverName).toArray(GeneralName[]::new));
    }

    private static GeneralName serverName(String name) {
        return new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    static boolean isAddress(String name) {
        try {
            InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Whether this authority signed the certificate; says nothing about its end. */
    boolean hasIssued(X509Certificate certificate) {
        if (!certificate.getIssuerX500Principal().equals(certificate().getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private record Period(Instant from, Instant to) {}

    private X509Certificate issue(
            String name, PublicKey key, Period period, KeyPurposeId use, GeneralName... others) {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            certificate(),
                            serial(random),
                            Date.from(period.from()),
                            Date.from(period.to()),
                            commonName(name),
                            key);
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(use));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(others));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(certificate()));
            return signed(builder, own.key());
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static X500Name commonName(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static BigInteger serial(SecureRandom random) {
        // the highest bits 01: positive, and of one length
        return new BigInteger(SERIAL_BYTES * 8 - 2, random).setBit(SERIAL_BYTES * 8 - 2);
    }
}
