package lifeboat.engine.restic.compression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import java.util.Map;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.Golden;
import lifeboat.engine.restic.Mangling;
import lifeboat.engine.restic.crypto.Sealer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnpackedFileTest {

    private static final byte[] JSON = "{\"time\":\"2026\"}".repeat(100).getBytes(UTF_8);

    @Test
    void version1IsNeverCompressed() {
        assertThat(encode(JSON, 1)).isEqualTo(JSON);
    }

    @Test
    void version2IsAByte2AndAFrame() {
        byte[] encoded = encode(JSON, 2);
        assertThat(encoded).startsWith(2, 0x28, 0xb5, 0x2f, 0xfd).hasSizeLessThan(100);
        assertThat(UnpackedFile.decode("locks/x", encoded, encoded.length, JSON.length))
                .isEqualTo(JSON);
    }

    @Test
    void plainJsonIsLegalInVersion2() {
        assertThat(UnpackedFile.decode("locks/x", "[]".getBytes(UTF_8), 2, 10))
                .asString()
                .isEqualTo("[]");
    }

    @Test
    void twoFramesAreOneFile() {
        byte[] first = encode("[1".getBytes(UTF_8), 2);
        byte[] second = Zstd.compress(",2]".getBytes(UTF_8));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(UnpackedFile.decode("locks/x", both, both.length, 10))
                .asString()
                .isEqualTo("[1,2]");
    }

    @ParameterizedTest
    @EnumSource
    void resticsFilesDecode(Golden repository) {
        Sealer sealer = repository.sealer();
        for (Map.Entry<ObjectId, byte[]> file : repository.objects("snapshots").entrySet()) {
            assertThat(new String(Golden.open(sealer, file.getValue()), UTF_8))
                    .startsWith("{\"time\":\"2026-")
                    .endsWith("}");
        }
    }

    @Test
    void anyOtherFirstByteIsDamage() {
        assertRefused(Kind.REPOSITORY_DAMAGED, new byte[0]);
        assertRefused(Kind.REPOSITORY_DAMAGED, new byte[] {1, '{', '}'});
        assertRefused(Kind.REPOSITORY_DAMAGED, " {}".getBytes(UTF_8));
    }

    @Test
    void cutFrameIsDamage() {
        byte[] encoded = encode(JSON, 2);
        for (int length = 2; length < encoded.length; length++) {
            assertRefused(Kind.REPOSITORY_DAMAGED, Arrays.copyOf(encoded, length));
        }
    }

    @Test
    void bombIsRefusedAtTheBound() {
        byte[] frame = Zstd.compress(new byte[50_000_000]);
        byte[] bomb = new byte[1 + frame.length];
        bomb[0] = 2;
        System.arraycopy(frame, 0, bomb, 1, frame.length);
        assertRefused(Kind.REPOSITORY_HOSTILE, bomb);
    }

    @Test
    void damageGivesOnlyTypedErrors() {
        Mangling.onlyTypedErrors(
                encode(JSON, 2),
                5000,
                bad -> UnpackedFile.decode("index/x", bad, bad.length, 1 << 20));
    }

    private static byte[] encode(byte[] json, int repositoryVersion) {
        byte[] out = new byte[3 + UnpackedFile.maxEncodedLength(json.length)];
        int length = UnpackedFile.encode(json, repositoryVersion, out, 3);
        return Arrays.copyOfRange(out, 3, 3 + length);
    }

    private static void assertRefused(Kind kind, byte[] plain) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> UnpackedFile.decode("index/x", plain, plain.length, 1 << 20))
                .withMessageStartingWith("index/x ")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
