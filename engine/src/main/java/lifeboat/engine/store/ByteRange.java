package lifeboat.engine.store;

/** A part of an object: {@code length > 0} bytes from {@code offset >= 0}. */
public record ByteRange(long offset, long length) {

    public ByteRange {
        if (offset < 0 || length <= 0 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("not a range: " + offset + "+" + length);
        }
    }

    /** The offset of the first byte behind the range. */
    public long end() {
        return offset + length;
    }

    @Override
    public String toString() {
        return "bytes " + offset + "-" + (end() - 1);
    }
}
