package lifeboat.engine.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What a file system has left.
 *
 * @param freeBytes that this process may use; a reserve for root counts only for root
 * @param freeInodes {@code Long.MAX_VALUE} where the file system makes them as needed (btrfs)
 * @param blockBytes the unit in which files take space
 */
public record Space(long freeBytes, long freeInodes, long blockBytes) {

    /** Reads a {@code struct statfs} of a 64-bit Linux. */
    static Space of(MemorySegment statfs) {
        long blocks = statfs.get(ValueLayout.JAVA_LONG, 32);
        long inodes = statfs.get(ValueLayout.JAVA_LONG, 40);
        long freeInodes = statfs.get(ValueLayout.JAVA_LONG, 48);
        long fragmentBytes = statfs.get(ValueLayout.JAVA_LONG, 72);
        // A FUSE daemon may leave the one out and not the other.
        long blockBytes = fragmentBytes > 0 ? fragmentBytes : statfs.get(ValueLayout.JAVA_LONG, 8);
        return new Space(
                saturatedProduct(blocks, blockBytes),
                inodes == 0 || freeInodes < 0 ? Long.MAX_VALUE : freeInodes,
                blockBytes);
    }

    /** Network file systems claim up to 2^64 free blocks. */
    static long saturatedProduct(long blocks, long blockBytes) {
        boolean fits = blocks >= 0 && blocks <= Long.MAX_VALUE / blockBytes;
        return fits ? blocks * blockBytes : Long.MAX_VALUE;
    }
}
