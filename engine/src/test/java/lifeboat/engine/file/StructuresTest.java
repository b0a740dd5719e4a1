package lifeboat.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class StructuresTest {

    private static Space space(long block, long fragment, long blocks, long inodes, long free) {
        MemorySegment statfs = MemorySegment.ofArray(new long[15]);
        statfs.set(ValueLayout.JAVA_LONG, 8, block);
        statfs.set(ValueLayout.JAVA_LONG, 32, blocks);
        statfs.set(ValueLayout.JAVA_LONG, 40, inodes);
        statfs.set(ValueLayout.JAVA_LONG, 48, free);
        statfs.set(ValueLayout.JAVA_LONG, 72, fragment);
        return Space.of(statfs);
    }

    @Test
    void spaceIsCountedInFragments() {
        assertThat(space(1 << 20, 4096, 10, 100, 7)).isEqualTo(new Space(40_960, 7, 4096));
    }

    @Test
    void aFileSystemThatMakesInodesAsNeededHasEnough() {
        assertThat(space(4096, 4096, 10, 0, 0).freeInodes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void spaceBeyondALongIsTheLargestLong() {
        assertThat(space(4096, 4096, Long.MAX_VALUE / 4096 + 1, 1, 1).freeBytes())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(space(4096, 4096, -1, 1, -1))
                .isEqualTo(new Space(Long.MAX_VALUE, Long.MAX_VALUE, 4096));
    }

    @Test
    void aCapacityIsInBytesAndInodes() {
        MemorySegment statfs = MemorySegment.ofArray(new long[15]);
        long[] words = {0, 4096, 20, 15, 10, 100, 7, 0, 0, 4096};
        for (int i = 0; i < words.length; i++) {
            statfs.set(ValueLayout.JAVA_LONG, 8L * i, words[i]);
        }
        assertThat(Capacity.of(statfs)).isEqualTo(new Capacity(81_920, 40_960, 100, 7));
        statfs.set(ValueLayout.JAVA_LONG, 40, 0);
        assertThat(Capacity.of(statfs)).isEqualTo(new Capacity(81_920, 40_960, 0, 0));
    }

    @Test
    void aMissingFragmentSizeIsTheBlockSize() {
        assertThat(space(512, 0, 10, 1, 1)).isEqualTo(new Space(5120, 1, 512));
    }

    /** The expected numbers are glibc's {@code makedev}. */
    @Test
    void devicesArePackedAsGlibcDoes() {
        assertThat(Device.pack(253, 0)).isEqualTo(64768);
        assertThat(Device.pack(8, 300)).isEqualTo(0x10082c);
        assertThat(Device.pack(-1, -1)).isEqualTo(-1);
        assertThat(Device.pack(0x12345, 0x6789a)).isEqualTo(0x0001_2000_6783_459aL);
    }

    @Test
    void nanosecondsAreLessThanASecond() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Timestamp(0, 1_000_000_000));
        assertThatIllegalArgumentException().isThrownBy(() -> new Timestamp(0, -1));
    }
}
