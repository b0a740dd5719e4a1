package lifeboat.engine.restic.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScryptTest {

    /** RFC 7914, section 12; its last vector takes a gigabyte, more than we allow. */
    @Test
    void vectorsOfTheRfc() throws InterruptedException {
        assertKey(
                "",
                "",
                new ScryptCost(16, 1, 1),
                "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
        assertKey(
                "password",
                "NaCl",
                new ScryptCost(1024, 8, 16),
                "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
        assertKey(
                "pleaseletmein",
                "SodiumChloride",
                new ScryptCost(16384, 8, 1),
                "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
    }

    private static void assertKey(String password, String salt, ScryptCost cost, String key)
            throws InterruptedException {
        assertThat(Scrypt.derive(password.getBytes(UTF_8), salt.getBytes(UTF_8), cost, 64))
                .isEqualTo(HexFormat.of().parseHex(key));
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 1", "2, 3, 5", "64, 2, 7", "8192, 8, 3", "128, 33, 2"})
    void agreesWithBouncyCastle(int n, int r, int p) throws InterruptedException {
        byte[] password = "geheim".getBytes(UTF_8);
        byte[] salt = "salt".repeat(16).getBytes(UTF_8);
        assertThat(Scrypt.derive(password, salt, new ScryptCost(n, r, p), 64))
                .isEqualTo(SCrypt.generate(password, salt, n, r, p, 64));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8, 1",
        "1, 8, 1",
        "-32768, 8, 1",
        "32767, 8, 1",
        "32768, 0, 1",
        "32768, 8, 0",
        "32768, -8, -1",
        "1073741824, 1, 1",
        "2, 2147483647, 1",
        "2, 1, 2147483647",
        "2, 2147483647, 2147483647",
        "4194304, 1, 1",
        "262144, 8, 17",
        "32768, 8, 129",
        "2, 256, 257"
    })
    void costsThatNoHonestWriterAsksForAreRefused(int n, int r, int p) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScryptCost(n, r, p))
                .withMessageContaining("N=%d, r=%d, p=%d", n, r, p);
    }

    @ParameterizedTest
    @CsvSource({"32768, 8, 6", "131072, 8, 1", "262144, 8, 16", "32768, 8, 128"})
    void costsOfHonestWritersAreAccepted(int n, int r, int p) {
        assertThat(new ScryptCost(n, r, p).n()).isEqualTo(n);
    }

    @Test
    void anInterruptEndsTheWork() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(
                        () ->
                                Scrypt.derive(
                                        new byte[1],
                                        new byte[1],
                                        new ScryptCost(262144, 8, 16),
                                        64))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
