package lifeboat.engine.restore;

import java.util.Arrays;

/** A growing column of longs in chunks, so that growth neither copies nor doubles the memory. */
final class LongColumn {

    private static final int SHIFT = 14;
    private static final int MASK = (1 << SHIFT) - 1;

    private long[][] chunks = new long[4][];
    private int size;

    int add(long value) {
        int chunk = size >>> SHIFT;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk * 2);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[1 << SHIFT];
        }
        chunks[chunk][size & MASK] = value;
        return size++;
    }

    long get(int index) {
        return chunks[index >>> SHIFT][index & MASK];
    }

    void set(int index, long value) {
        chunks[index >>> SHIFT][index & MASK] = value;
    }

    int size() {
        return size;
    }
}
