package lifeboat.controller.security;

import java.io.IOException;
import java.security.PublicKey;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A key whose owner asked for a certificate, and proved that it has the private half.
 *
 * <p>Nothing else of the request is taken: names, extensions and attributes are the controller's to
 * say.
 */
public record SigningRequest(PublicKey key) {

    /** Requests for such keys have some 250 bytes. */
    private static final int MAX_BYTES = 16 << 10;

    /**
     * Reads a PKCS #10 request, DER, and checks its signature.
     *
     * @throws ControllerException {@code SIGNING_REQUEST_REFUSED}, with the reason
     */
    public static SigningRequest parse(byte[] der) {
        if (der.length > MAX_BYTES) {
            throw refused("it has " + der.length + " bytes, more than " + MAX_BYTES);
        }
        try {
            // reads one object and refuses bytes behind it
            PKCS10CertificationRequest request =
                    new PKCS10CertificationRequest(ASN1Primitive.fromByteArray(der).getEncoded());
            SubjectPublicKeyInfo key = request.getSubjectPublicKeyInfo();
            requireP256(key);
            // refuses points that are not on the curve
            AsymmetricKeyParameter point = PublicKeyFactory.createKey(key);
            if (!request.isSignatureValid(
                    new BcECContentVerifierProviderBuilder(
                                    new DefaultDigestAlgorithmIdentifierFinder())
                            .build(point))) {
                throw refused("its signature is not by its key");
            }
            return new SigningRequest(new JcaPEMKeyConverter().getPublicKey(key));
        } catch (IOException | PKCSException | OperatorCreationException e) {
            throw refused(e.getMessage());
        } catch (ControllerException e) {
            throw e;
        } catch (RuntimeException e) { // the parser's answer to many kinds of nonsense
            throw refused("it is no PKCS #10 request: " + e.getMessage());
        }
    }

    private static void requireP256(SubjectPublicKeyInfo key) {
        if (!key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                || !SECObjectIdentifiers.secp256r1.equals(key.getAlgorithm().getParameters())) {
            throw refused("its key is not EC P-256");
        }
    }

    private static ControllerException refused(String why) {
        return new ControllerException(
                Kind.INVALID,
                "SIGNING_REQUEST_REFUSED",
                "the certificate signing request can't be signed: " + why,
                "");
    }
}
