package lifeboat.engine.restic.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealerTest {

    private static final HexFormat HEX = HexFormat.of();

    /** From restic's crypto_int_test.go, by way of the format notes. */
    private static final byte[] TEST_FILE =
            HEX.parseHex(
                    "69fb41c62d12def4593bd71757138606338f621aeaeb39da0fe4f99233f8037a"
                            + "54ea63338a813bcf3f75d8c3cc75dddf8750");

    private static final MasterKey TEST_KEY =
            MasterKey.of(
                    HEX.parseHex(
                            "303e8687b1d7db18421bdc6bb8588ccadac4d59ee87b8ff70c44e635790cafef"
                                    + "ef4d8824cb80b2bcc5fbff8a9b12a42c"
                                    + "cc8d4b948ee0ebfe1d415de921d10353"));

    private final SecureRandom random = new SecureRandom();

    @Test
    void resticsOwnVectorOpens() {
        assertThat(new Sealer(TEST_KEY, random).open(TEST_FILE))
                .hasValue("Dies ist ein Test!".getBytes(UTF_8));
    }

    @Test
    void sealingUnderTheVectorsIvGivesTheVector() {
        SecureRandom fixed = new FixedRandom(Arrays.copyOf(TEST_FILE, 16));
        assertThat(new Sealer(TEST_KEY, fixed).seal("Dies ist ein Test!".getBytes(UTF_8)))
                .isEqualTo(TEST_FILE);
    }

    @Test
    void sealingInPlaceGivesTheSame() {
        byte[] bytes = new byte[TEST_FILE.length];
        byte[] plain = "Dies ist ein Test!".getBytes(UTF_8);
        System.arraycopy(plain, 0, bytes, Sealer.BEFORE, plain.length);
        SecureRandom fixed = new FixedRandom(Arrays.copyOf(TEST_FILE, 16));
        new Sealer(TEST_KEY, fixed).seal(bytes, Sealer.BEFORE, plain.length, bytes, 0);
        assertThat(bytes).isEqualTo(TEST_FILE);
    }

    @Test
    void bytesBeyondAPieceAreSealedInPlaceToo() {
        byte[] plain = new byte[3 * 4096 + 5];
        new Random(1).nextBytes(plain);
        byte[] bytes = new byte[plain.length + Sealer.OVERHEAD];
        System.arraycopy(plain, 0, bytes, Sealer.BEFORE, plain.length);
        Sealer sealer = new Sealer(TEST_KEY, random);
        sealer.seal(bytes, Sealer.BEFORE, plain.length, bytes, 0);
        assertThat(sealer.open(bytes)).hasValue(plain);
    }

    @Test
    void anIvOfZerosIsNeverUsed() {
        SecureRandom zerosFirst = new FixedRandom(new byte[16], Arrays.copyOf(TEST_FILE, 16));
        assertThat(new Sealer(TEST_KEY, zerosFirst).seal("Dies ist ein Test!".getBytes(UTF_8)))
                .isEqualTo(TEST_FILE);
    }

    /** The vectors of Poly1305-AES ("The Poly1305-AES message-authentication code", app. B). */
    @Test
    void macIsPoly1305Aes() {
        assertMac(
                "f3f6",
                "851fc40c3467ac0be05cc20404f3f700",
                "ec074c835580741701425b623235add6",
                "fb447350c4e868c52ac3275cf9d4327e",
                "f4c633c3044fc145f84f335cb81953de");
        assertMac(
                "",
                "a0f3080000f46400d0c7e9076c834403",
                "75deaa25c09f208e1dc4ce6b5cad3fbf",
                "61ee09218d29b0aaed7e154a2c5509cc",
                "dd3fab2251f11ac759f0887129cc2ee7");
    }

    private void assertMac(String ciphertext, String r, String k, String iv, String mac) {
        MasterKey key = MasterKey.of(HEX.parseHex("00".repeat(32) + k + r));
        assertThat(new Sealer(key, random).open(HEX.parseHex(iv + ciphertext + mac))).isPresent();
        assertThat(new Sealer(key, random).open(HEX.parseHex(iv + ciphertext + "00" + mac)))
                .isEmpty();
    }

    @Test
    void everyLengthComesBack() {
        Sealer sealer = new Sealer(MasterKey.random(random), random);
        for (int length : new int[] {0, 1, 15, 16, 17, 16383, 16384, 16385, 100_000}) {
            byte[] plain = randomBytes(length);
            assertThat(sealer.open(sealer.seal(plain))).hasValue(plain);
        }
    }

    @Test
    void opensInPlace() {
        Sealer sealer = new Sealer(MasterKey.random(random), random);
        byte[] plain = randomBytes(70_000);
        for (int outOffset : new int[] {0, 7, 16}) {
            byte[] buffer = Arrays.copyOfRange(sealer.seal(plain), 0, 70_100);
            assertThat(sealer.open(buffer, 0, 70_032, buffer, outOffset)).isTrue();
            assertThat(Arrays.copyOfRange(buffer, outOffset, outOffset + 70_000)).isEqualTo(plain);
        }
    }

    @Test
    void anyFlippedBitIsFoundAndNothingWritten() {
        Sealer sealer = new Sealer(MasterKey.random(random), random);
        byte[] sealed = sealer.seal(randomBytes(50));
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] bad = sealed.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] out = new byte[50];
            assertThat(sealer.open(bad, 0, bad.length, out, 0)).as("bit %d", bit).isFalse();
            assertThat(out).containsOnly(0);
        }
    }

    @Test
    void anyCutIsFound() {
        Sealer sealer = new Sealer(MasterKey.random(random), random);
        byte[] sealed = sealer.seal(randomBytes(50));
        for (int length = 0; length < sealed.length; length++) {
            assertThat(sealer.open(Arrays.copyOf(sealed, length))).isEmpty();
        }
    }

    @Test
    void anotherKeyOpensNothing() {
        byte[] sealed = new Sealer(MasterKey.random(random), random).seal(randomBytes(50));
        assertThat(new Sealer(MasterKey.random(random), random).open(sealed)).isEmpty();
    }

    @Test
    void sealingTwiceGivesDifferentBytes() {
        Sealer sealer = new Sealer(MasterKey.random(random), random);
        assertThat(sealer.seal(new byte[5])).isNotEqualTo(sealer.seal(new byte[5]));
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Gives what it was made with, one answer for each call. */
    private static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[][] answers;
        private int next;

        FixedRandom(byte[]... answers) {
            this.answers = answers;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(answers[next++], 0, bytes, 0, bytes.length);
        }
    }
}
