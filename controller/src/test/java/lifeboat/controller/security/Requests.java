package lifeboat.controller.security;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Certificate signing requests, good and hostile. */
final class Requests {

    private Requests() {}

    static byte[] der(KeyPair key) {
        return der(key, key.getPublic(), "SHA256withECDSA");
    }

    /** One that shows {@code shown} as its key and is signed with that of {@code signer}. */
    static byte[] der(KeyPair signer, PublicKey shown, String algorithm) {
        try {
            // asks for more than it is to get
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            return new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=root"), shown)
                    .addAttribute(
                            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                    .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static SigningRequest good() {
        return SigningRequest.parse(der(Credential.newKey()));
    }
}
