package lifeboat.engine.restic.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Poly1305Test {

    private static final HexFormat HEX = HexFormat.of();
    private static final int KEY_BYTES = 32;

    @Test
    void tagIsThatOfTheRfc() { // RFC 8439, section 2.5.2
        byte[] key =
                HEX.parseHex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
        byte[] message = "Cryptographic Forum Research Group".getBytes(US_ASCII);
        assertThat(tag(key, message)).isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
    }

    /** Messages of RFC 8439, A.3 (7 to 11), whose sums come close to the modulus. */
    @Test
    void sumsAroundTheModulusAreReduced() {
        String one = "01" + "00".repeat(15);
        String two = "02" + "00".repeat(15);
        String none = "00".repeat(16);
        assertTag(two + none, "ff".repeat(16), "03" + "00".repeat(15));
        assertTag(two + "ff".repeat(16), two, "03" + "00".repeat(15));
        assertTag(
                one + none,
                "ff".repeat(16) + "f0" + "ff".repeat(15) + "11" + "00".repeat(15),
                "05" + "00".repeat(15));
        assertTag(one + none, "ff".repeat(16) + "fb" + "fe".repeat(15) + "01".repeat(16), none);
        assertTag(two + none, "fd" + "ff".repeat(15), "fa" + "ff".repeat(15));
    }

    /**
     * Another implementation as oracle; keys and messages of one byte repeated are the extremes.
     */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 0x7f, 0xff})
    void tagIsThatOfAnotherImplementation(int filling) {
        Random random = new Random(7);
        Poly1305 poly = new Poly1305();
        for (int length = 0; length < 300; length++) {
            byte[] key = bytes(random, KEY_BYTES, filling);
            byte[] message = bytes(random, length + 3, filling);
            byte[] out = new byte[Poly1305.TAG_BYTES + 1];
            poly.tag(key, message, 3, length, out, 1);
            var oracle = new org.bouncycastle.crypto.macs.Poly1305();
            oracle.init(new KeyParameter(key));
            oracle.update(message, 3, length);
            byte[] expected = new byte[Poly1305.TAG_BYTES + 1];
            oracle.doFinal(expected, 1);
            assertThat(out).as("%d bytes", length).isEqualTo(expected);
        }
    }

    /**
     * @param filling of every byte; negative for random ones
     */
    private static byte[] bytes(Random random, int length, int filling) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        if (filling >= 0) {
            Arrays.fill(bytes, (byte) filling);
        }
        return bytes;
    }

    private static void assertTag(String key, String message, String tag) {
        assertThat(tag(HEX.parseHex(key), HEX.parseHex(message))).isEqualTo(tag);
    }

    private static String tag(byte[] key, byte[] message) {
        byte[] out = new byte[Poly1305.TAG_BYTES];
        new Poly1305().tag(key, message, 0, message.length, out, 0);
        return HEX.formatHex(out);
    }
}
