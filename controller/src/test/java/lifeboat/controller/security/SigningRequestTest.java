package lifeboat.controller.security;

import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Random;
import lifeboat.controller.error.ControllerException;
import org.junit.jupiter.api.Test;

class SigningRequestTest {

    private static final String REFUSED = "SIGNING_REQUEST_REFUSED";

    @Test
    void theKeyIsTaken() {
        KeyPair key = Credential.newKey();
        assertThat(SigningRequest.parse(Requests.der(key)).key().getEncoded())
                .isEqualTo(key.getPublic().getEncoded());
    }

    @Test
    void whoHasNotTheKeyIsRefused() {
        KeyPair other = Credential.newKey();
        byte[] der = Requests.der(other, Credential.newKey().getPublic(), "SHA256withECDSA");
        assertRefused(REFUSED, () -> SigningRequest.parse(der));
    }

    @Test
    void otherKindsOfKeysAreRefused() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPair rsaKey = rsa.generateKeyPair();
        byte[] rsaRequest = Requests.der(rsaKey, rsaKey.getPublic(), "SHA256withRSA");
        assertRefused(REFUSED, () -> SigningRequest.parse(rsaRequest));
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp384r1"));
        byte[] ecRequest = Requests.der(ec.generateKeyPair());
        assertRefused(REFUSED, () -> SigningRequest.parse(ecRequest));
    }

    @Test
    void aPointBesidesTheCurveIsRefused() {
        KeyPair key = Credential.newKey();
        byte[] der = Requests.der(key);
        byte[] point = key.getPublic().getEncoded();
        int last = indexOf(der, Arrays.copyOfRange(point, 27, 91)) + 63; // the end of its y
        der[last] ^= 1;
        assertRefused(REFUSED, () -> SigningRequest.parse(der));
    }

    @Test
    void nothingTooMuchOrTooLittleIsRead() {
        byte[] der = Requests.der(Credential.newKey());
        assertRefused(REFUSED, () -> SigningRequest.parse(Arrays.copyOf(der, der.length + 1)));
        assertRefused(REFUSED, () -> SigningRequest.parse(new byte[100_000]));
        for (int length = 0; length < der.length; length++) {
            byte[] cut = Arrays.copyOf(der, length);
            assertRefused(REFUSED, () -> SigningRequest.parse(cut));
        }
    }

    /** Bytes change at random places; each request is refused, or shows a key that is proven. */
    @Test
    void damagedRequestsAreRefusedAndNothingElseHappens() {
        byte[] der = Requests.der(Credential.newKey());
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = der.clone();
            damaged[random.nextInt(der.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                SigningRequest.parse(damaged);
            } catch (ControllerException e) {
                assertThat(e.code()).isEqualTo(REFUSED);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1990);
    }

    private static int indexOf(byte[] text, byte[] part) {
        for (int i = 0; i + part.length <= text.length; i++) {
            if (Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
