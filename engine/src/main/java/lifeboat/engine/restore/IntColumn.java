package lifeboat.engine.restore;

import java.util.Arrays;

/** A growing column of ints in chunks, so that growth neither copies nor doubles the memory. */
final class IntColumn {

    private static final int SHIFT = 14;
    private static final int MASK = (1 << SHIFT) - 1;

    private int[][] chunks = new int[4][];
    private int size;

    int add(int value) {
        int chunk = size >>> SHIFT;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk * 2);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new int[1 << SHIFT];
        }
        chunks[chunk][size & MASK] = value;
        return size++;
    }

    int get(int index) {
        return chunks[index >>> SHIFT][index & MASK];
    }

    void set(int index, int value) {
        chunks[index >>> SHIFT][index & MASK] = value;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }
}
