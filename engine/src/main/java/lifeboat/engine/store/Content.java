package lifeboat.engine.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of one object: an array, or only its beginning, so that what was built in a large
 * buffer is stored out of it. Not a copy: it changes with the array.
 */
public final class Content {

    private final byte[] bytes;
    private final int length;

    private Content(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    public static Content of(byte[] bytes) {
        return new Content(bytes, bytes.length);
    }

    /** The first {@code length} of {@code bytes}. */
    public static Content of(byte[] bytes, int length) {
        if (length < 0 || length > bytes.length) {
            throw new IllegalArgumentException(length + " of " + bytes.length + " bytes");
        }
        return new Content(bytes, length);
    }

    public int length() {
        return length;
    }

    /** A stream of all of it, another each time. */
    public InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    /** A view of all of it, another each time. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }

    /** A copy of all of it. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Whether {@code other} has the same bytes. */
    public boolean holds(byte[] other) {
        return Arrays.equals(bytes, 0, length, other, 0, other.length);
    }
}
