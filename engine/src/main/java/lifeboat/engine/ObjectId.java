package lifeboat.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 that names a blob, pack, index, snapshot, key or lock.
 *
 * <p>Four words rather than an array, the first eight bytes of the hash in {@code w0}, big-endian:
 * compared and hashed without an indirection, and kept by the million in plain {@code long[]}.
 */
public record ObjectId(long w0, long w1, long w2, long w3) implements Comparable<ObjectId> {

    /** Bytes of the binary form. */
    public static final int BYTES = 32;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Hashes {@code length} bytes of {@code content} from {@code offset}. */
    public static ObjectId hash(byte[] content, int offset, int length) {
        MessageDigest sha256 = sha256();
        sha256.update(content, offset, length);
        return of(sha256.digest(), 0);
    }

    public static ObjectId hash(byte[] content) {
        return hash(content, 0, content.length);
    }

    /** A new SHA-256; every Java platform has it. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the 32 bytes at {@code offset}. */
    public static ObjectId of(byte[] bytes, int offset) {
        return new ObjectId(
                (long) WORD.get(bytes, offset),
                (long) WORD.get(bytes, offset + 8),
                (long) WORD.get(bytes, offset + 16),
                (long) WORD.get(bytes, offset + 24));
    }

    /**
     * Reads 64 hexadecimal digits, lower case as restic writes them.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static ObjectId parse(String hex) {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("not 64 hexadecimal digits: \"" + hex + "\"");
        }
        return of(HexFormat.of().parseHex(hex), 0);
    }

    /** Whether {@code name} is 64 lower-case hexadecimal digits; other names are not restic's. */
    public static boolean isHex(String name) {
        return name.length() == 2 * BYTES
                && name.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** Writes the 32 bytes at {@code offset}. */
    public void write(byte[] bytes, int offset) {
        WORD.set(bytes, offset, w0);
        WORD.set(bytes, offset + 8, w1);
        WORD.set(bytes, offset + 16, w2);
        WORD.set(bytes, offset + 24, w3);
    }

    public String hex() {
        byte[] bytes = new byte[BYTES];
        write(bytes, 0);
        return HexFormat.of().formatHex(bytes);
    }

    /** The first eight digits, as restic shows ids to people. */
    public String shortHex() {
        return hex().substring(0, 8);
    }

    @Override
    public int hashCode() {
        return (int) w0; // already uniform
    }

    /** The order of the hexadecimal forms. */
    @Override
    public int compareTo(ObjectId other) {
        int c = Long.compareUnsigned(w0, other.w0);
        if (c == 0) {
            c = Long.compareUnsigned(w1, other.w1);
        }
        if (c == 0) {
            c = Long.compareUnsigned(w2, other.w2);
        }
        return c != 0 ? c : Long.compareUnsigned(w3, other.w3);
    }

    @Override
    public String toString() {
        return hex();
    }
}
