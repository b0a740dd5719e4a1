package lifeboat.engine.restic.chunk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import lifeboat.engine.ObjectId;
import org.junit.jupiter.api.Test;

class ChunkerTest {

    private static final int MIB = 1024 * 1024;
    private static final ChunkerTables TABLES = tables("21a3f3d8ab4937");
    private static final byte[] DATA = data(6 * MIB);

    private static ChunkerTables tables(String polynomial) {
        return new ChunkerTables(Polynomial.ofConfig(polynomial));
    }

    /** SHA-256("lifeboat" ‖ BE64(i)) for i = 0, 1, …: bytes that any program can make. */
    private static byte[] data(int size) {
        ByteBuffer data = ByteBuffer.allocate(size);
        MessageDigest sha256 = ObjectId.sha256();
        for (long i = 0; data.hasRemaining(); i++) {
            sha256.update("lifeboat".getBytes(US_ASCII));
            data.put(sha256.digest(ByteBuffer.allocate(Long.BYTES).putLong(i).array()));
        }
        return data.array();
    }

    /** The lengths of all pieces, the data fed in buffers of random sizes. */
    private static List<Integer> lengths(
            ChunkerTables tables, byte[] data, SplittableRandom random, int maxBuffer) {
        Chunker chunker = new Chunker(tables);
        List<Integer> lengths = new ArrayList<>();
        int start = 0;
        for (int from = 0; from < data.length; ) {
            int to = Math.min(data.length, from + 1 + random.nextInt(maxBuffer));
            int cut = chunker.next(data, from, to);
            if (cut >= 0) {
                lengths.add(cut - start);
                start = cut;
            }
            from = cut >= 0 ? cut : to;
        }
        assertThat(chunker.pendingBytes()).isEqualTo(data.length - start);
        if (start < data.length) {
            lengths.add(data.length - start);
        }
        return lengths;
    }

    private static List<Integer> lengths(ChunkerTables tables, byte[] data) {
        return lengths(tables, data, new SplittableRandom(1), Integer.MAX_VALUE - 1);
    }

    @Test
    void cutsAreThoseOfRestic() {
        assertThat(ObjectId.hash(DATA))
                .hasToString("d95663e6802b07d246590f258de3a9fbdb5d123b2e704c1c54b0b613d258ffac");
        List<Integer> lengths = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        Chunker chunker = new Chunker(TABLES);
        for (int from = 0; from < DATA.length; ) {
            int cut = chunker.next(DATA, from, DATA.length);
            int end = cut < 0 ? DATA.length : cut;
            lengths.add(end - from);
            ids.add(ObjectId.hash(DATA, from, end - from).hex());
            from = end;
        }
        assertThat(lengths).containsExactly(2015720, 2358472, 1212954, 704310);
        assertThat(ids)
                .containsExactly(
                        "9f6edb981989a1ba378e2656778fe9af9548eac6192aa1ef5c05bc2a3c313641",
                        "7e0832329f2cc0d5aa4503f0436292184da9f5eb650d4226ddde34e2f7c2e314",
                        "5b7cc0913beaa8174588fa9955f9c89da28d49c4a3b73f3c655c3de7b6d01a94",
                        "24af9dfbe7fd16a5001fb15e367992ca5774a65ccfd48712799c736e84dc01ad");
    }

    @Test
    void anotherPolynomialCutsElsewhere() {
        assertThat(lengths(tables("3da3358b4dc173"), Arrays.copyOf(DATA, 3 * MIB)))
                .containsExactly(690992, 904572, 1032970, 517194);
    }

    @Test
    void zerosAreCutAtEveryMinimum() {
        byte[] zeros = new byte[2 * MIB + 1];
        assertThat(lengths(TABLES, zeros))
                .containsExactly(
                        Chunker.MIN_BYTES,
                        Chunker.MIN_BYTES,
                        Chunker.MIN_BYTES,
                        Chunker.MIN_BYTES,
                        1);
        assertThat(ObjectId.hash(zeros, 0, Chunker.MIN_BYTES))
                .hasToString("07854d2fef297a06ba81685e660c332de36d5d18d546927d30daad6d7fda1541");
    }

    @Test
    void cutsDoNotDependOnHowTheFileIsDividedIntoBuffers() {
        List<Integer> whole = lengths(TABLES, DATA);
        for (int maxBuffer : new int[] {1, 63, 65, 4096, 700_000, 3 * MIB}) {
            for (int seed = 0; seed < 3; seed++) {
                assertThat(lengths(TABLES, DATA, new SplittableRandom(seed), maxBuffer))
                        .as("buffers up to %d, seed %d", maxBuffer, seed)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void aPieceEndsAtTheMaximumAtTheLatest() {
        byte[] ones = new byte[2 * Chunker.MAX_BYTES + 5];
        Arrays.fill(ones, (byte) 1); // a constant fingerprint that never ends a piece
        assertThat(lengths(TABLES, ones)).containsExactly(Chunker.MAX_BYTES, Chunker.MAX_BYTES, 5);
        assertThat(lengths(TABLES, ones, new SplittableRandom(3), 100_000))
                .containsExactly(Chunker.MAX_BYTES, Chunker.MAX_BYTES, 5);
    }

    @Test
    void aFileBelowTheMinimumIsOnePiece() {
        assertThat(lengths(TABLES, new byte[Chunker.MIN_BYTES - 1]))
                .containsExactly(Chunker.MIN_BYTES - 1);
    }

    @Test
    void nothingOfOneFileIsLeftInTheNext() {
        Chunker chunker = new Chunker(TABLES);
        chunker.next(DATA, 1000, 1_500_000);
        chunker.reset();
        assertThat(chunker.pendingBytes()).isZero();
        assertThat(chunker.next(DATA, 0, DATA.length)).isEqualTo(2015720);
    }
}
