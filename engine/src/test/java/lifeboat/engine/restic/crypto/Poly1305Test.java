package lifeboat.engine.restic.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Poly1305Test {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void vectorOfTheRfc() {
        assertThat(
                        mac(
                                "85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b",
                                "Cryptographic Forum Research Group".getBytes(US_ASCII)))
                .isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
    }

    /** RFC 8439, A.3, vectors 7 to 11: sums around 2^128 and 2^130, where carries run through. */
    @ParameterizedTest
    @CsvSource({
        "02, 00, ffffffffffffffffffffffffffffffff, 03",
        "02, ffffffffffffffffffffffffffffffff, 02, 03",
        "01, 00, ffffffffffffffffffffffffffffffff" + "f0ffffffffffffffffffffffffffffff11, 05",
        "01, 00, ffffffffffffffffffffffffffffffff"
                + "fbfefefefefefefefefefefefefefefe"
                + "01010101010101010101010101010101, 00",
        "02, 00, fdffffffffffffffffffffffffffffff, faffffffffffffffffffffffffffffff"
    })
    void carriesOfTheRfcRunThrough(String r, String s, String message, String mac) {
        assertThat(mac(filled(r, 16) + filled(s, 16), HEX.parseHex(filled(message, 16))))
                .isEqualTo(filled(mac, 16));
    }

    private static String filled(String hex, int bytes) {
        int wanted = (hex.length() + 2 * bytes - 1) / (2 * bytes) * 2 * bytes;
        return hex + "0".repeat(wanted - hex.length());
    }

    @Test
    void agreesWithArithmeticAndBouncyCastleOnAnyLength() {
        Random random = new Random(7);
        byte[] key = new byte[32];
        for (int length = 0; length < 600; length++) {
            random.nextBytes(key);
            byte[] message = new byte[length];
            if (length % 3 == 0) {
                Arrays.fill(message, (byte) 0xff); // the largest limbs that there are
                Arrays.fill(key, 0, 16, (byte) 0xff);
            } else {
                random.nextBytes(message);
            }
            assertThat(mac(HEX.formatHex(key), message))
                    .isEqualTo(byArithmetic(key, message))
                    .isEqualTo(byBouncyCastle(key, message));
        }
    }

    @Test
    void oneObjectServesManyMessages() {
        Poly1305 poly = new Poly1305();
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 9);
        byte[] first = new byte[16];
        poly.authenticate(key, new byte[33], 1, 31, first);
        poly.authenticate(new byte[32], new byte[40], 0, 40, new byte[16]);
        byte[] again = new byte[16];
        poly.authenticate(key, new byte[31], 0, 31, again);
        assertThat(again).isEqualTo(first);
    }

    private static String mac(String key, byte[] message) {
        byte[] mac = new byte[16];
        byte[] shifted = new byte[message.length + 3];
        System.arraycopy(message, 0, shifted, 3, message.length);
        new Poly1305().authenticate(HEX.parseHex(key), shifted, 3, message.length, mac);
        return HEX.formatHex(mac);
    }

    private static String byArithmetic(byte[] key, byte[] message) {
        BigInteger r =
                littleEndian(key, 0, 16)
                        .and(new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16));
        BigInteger prime = BigInteger.TWO.pow(130).subtract(BigInteger.valueOf(5));
        BigInteger sum = BigInteger.ZERO;
        for (int at = 0; at < message.length; at += 16) {
            int length = Math.min(16, message.length - at);
            BigInteger block = littleEndian(message, at, length).setBit(8 * length);
            sum = sum.add(block).multiply(r).mod(prime);
        }
        sum = sum.add(littleEndian(key, 16, 16)).mod(BigInteger.TWO.pow(128));
        byte[] bytes = new byte[16];
        for (int i = 0; i < 16; i++) {
            bytes[i] = sum.shiftRight(8 * i).byteValue();
        }
        return HEX.formatHex(bytes);
    }

    private static BigInteger littleEndian(byte[] bytes, int at, int length) {
        BigInteger number = BigInteger.ZERO;
        for (int i = length - 1; i >= 0; i--) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(bytes[at + i] & 0xff));
        }
        return number;
    }

    private static String byBouncyCastle(byte[] key, byte[] message) {
        var poly = new org.bouncycastle.crypto.macs.Poly1305();
        byte[] clamped = key.clone();
        poly.init(new KeyParameter(clamped));
        poly.update(message, 0, message.length);
        byte[] mac = new byte[16];
        poly.doFinal(mac, 0);
        return HEX.formatHex(mac);
    }
}
