package lifeboat.engine.restic.tree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes that don't change, compared by content: a name, link target or attribute's value. */
public final class ByteString implements Comparable<ByteString> {

    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps {@code bytes}, which is not copied and must not change. */
    public static ByteString of(byte[] bytes) {
        return new ByteString(bytes);
    }

    /** The UTF-8 form of {@code text}. */
    public static ByteString of(String text) {
        return new ByteString(text.getBytes(UTF_8));
    }

    /** The bytes themselves, not a copy: for reading only. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /** The order of restic's trees: as unsigned bytes. */
    @Override
    public int compareTo(ByteString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Shows the bytes without control characters, quoted as in a tree: safe to print. */
    @Override
    public String toString() {
        return new String(NameQuoting.quote(bytes), UTF_8);
    }
}
