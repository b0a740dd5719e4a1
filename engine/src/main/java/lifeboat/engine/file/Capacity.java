package lifeboat.engine.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How large a file system is.
 *
 * @param inodes 0, as are the free ones, where it makes them as needed (btrfs)
 */
public record Capacity(long sizeBytes, long freeBytes, long inodes, long freeInodes) {

    /** Reads a {@code struct statfs} of a 64-bit Linux. */
    static Capacity of(MemorySegment statfs) {
        Space space = Space.of(statfs);
        long inodes = Math.max(0, statfs.get(ValueLayout.JAVA_LONG, 40));
        return new Capacity(
                Space.saturatedProduct(statfs.get(ValueLayout.JAVA_LONG, 16), space.blockBytes()),
                space.freeBytes(),
                inodes,
                inodes == 0 ? 0 : space.freeInodes());
    }
}
