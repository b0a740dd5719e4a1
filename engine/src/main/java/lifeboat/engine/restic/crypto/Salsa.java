package lifeboat.engine.restic.crypto;

/** The inner loop of scrypt: scryptBlockMix over Salsa20/8 (RFC 7914, sections 3 and 4). */
final class Salsa {

    private Salsa() {}

    /**
     * Mixes {@code in} into {@code out}, another array of its length: words of 16 ints chained
     * through Salsa20/8, those at even places in the first half of the result, those at odd places
     * in the second.
     */
    static void mixBlock(int[] in, int[] out) {
        int size = in.length;
        int last = size - 16;
        int x0 = in[last + 0];
        int x1 = in[last + 1];
        int x2 = in[last + 2];
        int x3 = in[last + 3];
        int x4 = in[last + 4];
        int x5 = in[last + 5];
        int x6 = in[last + 6];
        int x7 = in[last + 7];
        int x8 = in[last + 8];
        int x9 = in[last + 9];
        int x10 = in[last + 10];
        int x11 = in[last + 11];
        int x12 = in[last + 12];
        int x13 = in[last + 13];
        int x14 = in[last + 14];
        int x15 = in[last + 15];
        for (int word = 0; word < size; word += 16) {
            int to = (word >>> 1) + ((word & 16) == 0 ? 0 : (size >>> 1) - 8);
            out[to + 0] = x0 ^= in[word + 0];
            out[to + 1] = x1 ^= in[word + 1];
            out[to + 2] = x2 ^= in[word + 2];
            out[to + 3] = x3 ^= in[word + 3];
            out[to + 4] = x4 ^= in[word + 4];
            out[to + 5] = x5 ^= in[word + 5];
            out[to + 6] = x6 ^= in[word + 6];
            out[to + 7] = x7 ^= in[word + 7];
            out[to + 8] = x8 ^= in[word + 8];
            out[to + 9] = x9 ^= in[word + 9];
            out[to + 10] = x10 ^= in[word + 10];
            out[to + 11] = x11 ^= in[word + 11];
            out[to + 12] = x12 ^= in[word + 12];
            out[to + 13] = x13 ^= in[word + 13];
            out[to + 14] = x14 ^= in[word + 14];
            out[to + 15] = x15 ^= in[word + 15];
            for (int i = 0; i < 8; i += 2) {
                x4 ^= Integer.rotateLeft(x0 + x12, 7);
                x8 ^= Integer.rotateLeft(x4 + x0, 9);
                x12 ^= Integer.rotateLeft(x8 + x4, 13);
                x0 ^= Integer.rotateLeft(x12 + x8, 18);
                x9 ^= Integer.rotateLeft(x5 + x1, 7);
                x13 ^= Integer.rotateLeft(x9 + x5, 9);
                x1 ^= Integer.rotateLeft(x13 + x9, 13);
                x5 ^= Integer.rotateLeft(x1 + x13, 18);
                x14 ^= Integer.rotateLeft(x10 + x6, 7);
                x2 ^= Integer.rotateLeft(x14 + x10, 9);
                x6 ^= Integer.rotateLeft(x2 + x14, 13);
                x10 ^= Integer.rotateLeft(x6 + x2, 18);
                x3 ^= Integer.rotateLeft(x15 + x11, 7);
                x7 ^= Integer.rotateLeft(x3 + x15, 9);
                x11 ^= Integer.rotateLeft(x7 + x3, 13);
                x15 ^= Integer.rotateLeft(x11 + x7, 18);
                x1 ^= Integer.rotateLeft(x0 + x3, 7);
                x2 ^= Integer.rotateLeft(x1 + x0, 9);
                x3 ^= Integer.rotateLeft(x2 + x1, 13);
                x0 ^= Integer.rotateLeft(x3 + x2, 18);
                x6 ^= Integer.rotateLeft(x5 + x4, 7);
                x7 ^= Integer.rotateLeft(x6 + x5, 9);
                x4 ^= Integer.rotateLeft(x7 + x6, 13);
                x5 ^= Integer.rotateLeft(x4 + x7, 18);
                x11 ^= Integer.rotateLeft(x10 + x9, 7);
                x8 ^= Integer.rotateLeft(x11 + x10, 9);
                x9 ^= Integer.rotateLeft(x8 + x11, 13);
                x10 ^= Integer.rotateLeft(x9 + x8, 18);
                x12 ^= Integer.rotateLeft(x15 + x14, 7);
                x13 ^= Integer.rotateLeft(x12 + x15, 9);
                x14 ^= Integer.rotateLeft(x13 + x12, 13);
                x15 ^= Integer.rotateLeft(x14 + x13, 18);
            }
            out[to + 0] = x0 += out[to + 0];
            out[to + 1] = x1 += out[to + 1];
            out[to + 2] = x2 += out[to + 2];
            out[to + 3] = x3 += out[to + 3];
            out[to + 4] = x4 += out[to + 4];
            out[to + 5] = x5 += out[to + 5];
            out[to + 6] = x6 += out[to + 6];
            out[to + 7] = x7 += out[to + 7];
            out[to + 8] = x8 += out[to + 8];
            out[to + 9] = x9 += out[to + 9];
            out[to + 10] = x10 += out[to + 10];
            out[to + 11] = x11 += out[to + 11];
            out[to + 12] = x12 += out[to + 12];
            out[to + 13] = x13 += out[to + 13];
            out[to + 14] = x14 += out[to + 14];
            out[to + 15] = x15 += out[to + 15];
        }
    }
}
