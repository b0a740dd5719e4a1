package lifeboat.engine.file;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a name in a directory stands for. */
public enum FileType {
    FIFO(1),
    CHARACTER_DEVICE(2),
    DIRECTORY(4),
    BLOCK_DEVICE(6),
    FILE(8),
    SYMLINK(10),
    SOCKET(12);

    private static final int MODE_SHIFT = 12;

    /** By number: asked for each entry of each directory. */
    private static final List<Optional<FileType>> BY_NUMBER =
            IntStream.range(0, 1 << (Short.SIZE - MODE_SHIFT))
                    .mapToObj(n -> Arrays.stream(values()).filter(t -> t.number == n).findAny())
                    .toList();

    private final int number;

    FileType(int number) {
        this.number = number;
    }

    /** By the number that {@code getdents64} gives; empty if the file system did not say. */
    static Optional<FileType> ofEntry(int number) {
        boolean listed = number >= 0 && number < BY_NUMBER.size();
        return listed ? BY_NUMBER.get(number) : Optional.empty();
    }

    /** By the upper bits of a mode, which are the same numbers. */
    static FileType ofMode(int mode) {
        Optional<FileType> type = ofEntry(mode >>> MODE_SHIFT);
        if (type.isEmpty()) {
            throw new IllegalStateException("mode " + Integer.toOctalString(mode));
        }
        return type.get();
    }

    /** The upper bits of a mode. */
    public int modeBits() {
        return number << MODE_SHIFT;
    }
}
