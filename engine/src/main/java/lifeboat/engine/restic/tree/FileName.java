package lifeboat.engine.restic.tree;

/**
 * The name of one directory entry, in the bytes of the file system; it can't lead anywhere else.
 *
 * @param value at least one byte, none of them {@code /} or NUL, and neither {@code .} nor {@code
 *     ..}
 */
public record FileName(ByteString value) implements Comparable<FileName> {

    /**
     * @throws IllegalArgumentException if {@code value} is no name; the message says why
     */
    public FileName {
        byte[] bytes = value.bytes();
        if (bytes.length == 0) {
            throw new IllegalArgumentException("is empty");
        }
        if (bytes[0] == '.' && (bytes.length == 1 || (bytes.length == 2 && bytes[1] == '.'))) {
            throw new IllegalArgumentException("is a way to another directory");
        }
        for (byte b : bytes) {
            if (b == '/') {
                throw new IllegalArgumentException("contains a slash");
            }
            if (b == 0) {
                throw new IllegalArgumentException("contains a NUL");
            }
        }
    }

    public static FileName of(byte[] bytes) {
        return new FileName(ByteString.of(bytes));
    }

    public static FileName of(String name) {
        return new FileName(ByteString.of(name));
    }

    /** The bytes themselves, not a copy: for reading only. */
    public byte[] bytes() {
        return value.bytes();
    }

    /** The order of restic's trees: as unsigned bytes. */
    @Override
    public int compareTo(FileName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
