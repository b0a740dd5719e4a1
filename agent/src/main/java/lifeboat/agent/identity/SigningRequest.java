package lifeboat.agent.identity;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/**
 * A PKCS #10 request (RFC 2986) for an EC key, with an empty subject: the name is the controller's
 * to say.
 */
final class SigningRequest {

    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;
    private static final byte[] VERSION = {2, 1, 0};
    private static final byte[] NO_NAME = {SEQUENCE, 0};
    private static final byte[] NO_ATTRIBUTES = {(byte) 0xa0, 0};

    /** ecdsa-with-SHA256, 1.2.840.10045.4.3.2 (RFC 5758). */
    private static final byte[] ALGORITHM = {
        SEQUENCE, 10, 6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2
    };

    private SigningRequest() {}

    /** The request in DER. */
    static byte[] of(KeyPair keys) {
        byte[] info =
                tagged(SEQUENCE, VERSION, NO_NAME, keys.getPublic().getEncoded(), NO_ATTRIBUTES);
        return tagged(
                SEQUENCE, info, ALGORITHM, tagged(BIT_STRING, new byte[1], signature(keys, info)));
    }

    private static byte[] signature(KeyPair keys, byte[] info) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(info);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // the key is of our making
        }
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length > 0xff) {
            all.write(0x82);
            all.write(length >> 8);
        } else if (length > 0x7f) {
            all.write(0x81);
        }
        all.write(length & 0xff);
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }
}
