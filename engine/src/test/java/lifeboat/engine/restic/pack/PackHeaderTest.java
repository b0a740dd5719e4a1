package lifeboat.engine.restic.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.Mangling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackHeaderTest {

    private static final ObjectId PACK = ObjectId.hash(new byte[0]);
    private static final ObjectId A = ObjectId.hash(new byte[] {'a'});
    private static final ObjectId B = ObjectId.hash(new byte[] {'b'});

    private static final List<PackEntry> ENTRIES =
            List.of(
                    new PackEntry(BlobType.DATA, A, 0, 32, 0),
                    new PackEntry(BlobType.TREE, B, 32, 100, 0),
                    new PackEntry(BlobType.DATA, B, 132, 3_000_000_000L, 4_000_000_000L),
                    new PackEntry(BlobType.TREE, A, 3_000_000_132L, 50, 1));

    @Test
    void entriesComeBackWithTheirOffsets() {
        byte[] header = PackHeader.encode(ENTRIES);
        assertThat(header).hasSize(37 + 37 + 41 + 41);
        long size = PackHeader.packSize(ENTRIES);
        assertThat(size).isEqualTo(3_000_000_182L + header.length + 36);
        assertThat(PackHeader.decode(PACK, header, size)).isEqualTo(ENTRIES);
    }

    @Test
    void layoutIsResticsToTheByte() {
        byte[] header = PackHeader.encode(ENTRIES.subList(1, 2));
        assertThat(header).startsWith(1, 100, 0, 0, 0);
        assertThat(ObjectId.of(header, 5)).isEqualTo(B);
        assertThat(PackHeader.encode(ENTRIES.subList(3, 4))).startsWith(3, 50, 0, 0, 0, 1, 0, 0, 0);
    }

    @Test
    void cutHeaderIsRefused() {
        byte[] header = PackHeader.encode(ENTRIES);
        for (int length = 0; length < header.length; length++) {
            assertRefused(Arrays.copyOf(header, length), PackHeader.packSize(ENTRIES));
        }
    }

    @Test
    void bytesThatNobodyAccountsForAreRefused() {
        byte[] header = PackHeader.encode(ENTRIES);
        assertRefused(header, PackHeader.packSize(ENTRIES) - 1);
        assertRefused(header, PackHeader.packSize(ENTRIES) + 1);
    }

    @Test
    void unknownTypeIsRefused() {
        byte[] header = PackHeader.encode(ENTRIES);
        for (int type : new int[] {4, 5, 127, 128, 255}) {
            header[0] = (byte) type;
            assertRefused(header, PackHeader.packSize(ENTRIES));
        }
    }

    @Test
    void blobShorterThanItsSealIsRefused() {
        byte[] header = PackHeader.encode(ENTRIES.subList(0, 1));
        header[1] = 31;
        assertRefused(header, 31 + 37 + 36);
    }

    @Test
    void compressedBlobOfNothingIsRefused() {
        byte[] header = PackHeader.encode(ENTRIES.subList(3, 4));
        header[5] = 0;
        assertRefused(header, PackHeader.packSize(ENTRIES.subList(3, 4)));
    }

    @Test
    void offsetsBeyondTheFormatAreRefused() {
        byte[] two = new byte[2 * 37];
        two[4] = (byte) 0x80;
        two[37 + 4] = (byte) 0x80; // together 2^32
        assertRefused(two, (1L << 32) + 2 * 37 + 36);
    }

    @Test
    void damageGivesOnlyTypedErrors() {
        long size = PackHeader.packSize(ENTRIES);
        Mangling.onlyTypedErrors(
                PackHeader.encode(ENTRIES), 5000, bad -> PackHeader.decode(PACK, bad, size));
    }

    private static void assertRefused(byte[] header, long size) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> PackHeader.decode(PACK, header, size))
                .withMessageContaining("pack " + PACK)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REPOSITORY_DAMAGED));
    }

    @Test
    void lengthIsTheLastFourBytes() {
        byte[] tail = {9, 9, 9, 69, 0, 0, 0};
        assertThat(PackHeader.sealedLength(PACK, tail, 105)).isEqualTo(69);
    }

    /**
     * The smallest header is 69 bytes, the largest 16 MiB; it may be the whole file but its length.
     */
    @ParameterizedTest
    @CsvSource({"0, 1000", "68, 1000", "-1, 1000", "97, 100", "16777217, 99999999", "69, 72"})
    void lengthsThatCannotBeAreRefused(int length, long packSize) {
        byte[] tail = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array();
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> PackHeader.sealedLength(PACK, tail, packSize));
        assertThat(tail).hasSize(4);
    }

    @Test
    void fileOfAFewBytesIsRefused() {
        for (int length = 0; length < 4; length++) {
            byte[] tail = new byte[length];
            assertThatExceptionOfType(RepositoryException.class)
                    .isThrownBy(() -> PackHeader.sealedLength(PACK, tail, tail.length));
        }
    }

    @Test
    void entryOutsideTheFormatCannotBeMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PackEntry(BlobType.DATA, A, -1, 32, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PackEntry(BlobType.DATA, A, PackEntry.MAX, 32, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PackEntry(BlobType.DATA, A, 0, 32, PackEntry.MAX + 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PackEntry(BlobType.DATA, A, 0, 32, -1));
    }
}
