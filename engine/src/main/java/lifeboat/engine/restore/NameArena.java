package lifeboat.engine.restore;

import java.util.Arrays;

/**
 * Keeps file names, one after another in chunks of 64 KiB: a million names cost their own bytes and
 * two more each, and no objects.
 */
final class NameArena {

    private static final int CHUNK = 1 << 16;

    private byte[][] chunks = new byte[4][];
    private int used;

    /**
     * Keeps a copy of {@code name}, at most 65,533 bytes.
     *
     * @return where it is, for {@link #get}
     */
    int add(byte[] name) {
        int needed = name.length + 2;
        if ((used & (CHUNK - 1)) + needed > CHUNK) {
            used = (used + CHUNK - 1) & -CHUNK;
        }
        int chunk = used / CHUNK;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk * 2);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new byte[CHUNK];
        }
        int at = used & (CHUNK - 1);
        chunks[chunk][at] = (byte) (name.length >>> 8);
        chunks[chunk][at + 1] = (byte) name.length;
        System.arraycopy(name, 0, chunks[chunk], at + 2, name.length);
        int where = used;
        used += needed;
        return where;
    }

    byte[] get(int where) {
        byte[] chunk = chunks[where / CHUNK];
        int at = where & (CHUNK - 1);
        int length = ((chunk[at] & 0xff) << 8) | (chunk[at + 1] & 0xff);
        return Arrays.copyOfRange(chunk, at + 2, at + 2 + length);
    }
}
