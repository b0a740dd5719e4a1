package lifeboat.engine.restic.compression;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlobCompressorTest {

    private final BlobCompressor compressor = new BlobCompressor(BlobCompressor.DEFAULT_LEVEL);

    @AfterEach
    void close() {
        compressor.close();
    }

    @Test
    void blobsComeBackAlsoThoseThatGrow() {
        for (int length : new int[] {1, 5, 1000, 300_000}) {
            byte[] plain = new byte[length];
            new Random(length).nextBytes(plain);
            byte[] compressed = new byte[3 + BlobCompressor.maxCompressedLength(length)];
            int size = compressor.compress(plain, 0, length, compressed, 3);
            assertThat(size).isGreaterThan(length);
            byte[] out = new byte[length + 9];
            assertThat(compressor.decompress(compressed, 3, size, out, 4, length)).isTrue();
            assertThat(Arrays.copyOfRange(out, 4, 4 + length)).isEqualTo(plain);
            assertThat(Arrays.copyOfRange(out, 4 + length, 9 + length)).containsOnly(0);
        }
    }

    @Test
    void framesThatDoNotSayTheirSizeAreRead() {
        byte[] plain = {1, 2, 3};
        byte[] compressed = compressSilently(plain);
        byte[] out = new byte[3];
        assertThat(compressor.decompress(compressed, 0, compressed.length, out, 0, 3)).isTrue();
        assertThat(out).isEqualTo(plain);
    }

    @Test
    void moreOrFewerBytesThanTheIndexSaysAreRefused() {
        byte[] compressed = compressSilently(new byte[5000]);
        byte[] out = new byte[9000];
        for (int wrong : new int[] {0, 1, 4999, 5001, 9000}) {
            assertThat(compressor.decompress(compressed, 0, compressed.length, out, 0, wrong))
                    .isFalse();
        }
        assertThat(compressor.decompress(compressed, 0, compressed.length, out, 0, 5000)).isTrue();
    }

    @Test
    void nothingIsWrittenBehindTheEnd() {
        byte[] ones = new byte[5000];
        Arrays.fill(ones, (byte) 1);
        byte[] compressed = compressSilently(ones);
        byte[] out = new byte[9000];
        assertThat(compressor.decompress(compressed, 0, compressed.length, out, 0, 100)).isFalse();
        assertThat(Arrays.copyOfRange(out, 100, 9000)).containsOnly(0);
    }

    @Test
    void damageIsAValue() {
        byte[] plain = new byte[2000];
        new Random(1).nextBytes(plain);
        byte[] compressed = compressSilently(plain);
        byte[] out = new byte[2000];
        assertThat(compressor.decompress(compressed, 0, 0, out, 0, 2000)).isFalse();
        assertThat(compressor.decompress(compressed, 0, 1000, out, 0, 2000)).isFalse();
        assertThat(compressor.decompress(plain, 0, 2000, out, 0, 2000)).isFalse();
    }

    private static byte[] compressSilently(byte[] plain) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setContentSize(false).setChecksum(true);
            return context.compress(plain);
        }
    }
}
