package lifeboat.engine.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A time of an inode.
 *
 * @param seconds since 1970, negative before
 * @param nanos 0 to 999,999,999, counted forward also before 1970
 */
public record Timestamp(long seconds, int nanos) {

    public Timestamp {
        if (nanos < 0 || nanos > 999_999_999) {
            throw new IllegalArgumentException("nanoseconds: " + nanos);
        }
    }

    /** Writes the {@code struct timespec[2]} of {@code utimensat}; returns its address. */
    static long put(Timestamp accessed, Timestamp modified, MemorySegment to) {
        to.set(ValueLayout.JAVA_LONG, 0, accessed.seconds);
        to.set(ValueLayout.JAVA_LONG, 8, accessed.nanos);
        to.set(ValueLayout.JAVA_LONG, 16, modified.seconds);
        to.set(ValueLayout.JAVA_LONG, 24, modified.nanos);
        return to.address();
    }
}
