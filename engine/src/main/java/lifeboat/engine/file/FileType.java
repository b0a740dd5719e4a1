package lifeboat.engine.file;

import java.util.List;
import java.util.Optional;

/** What a name in a directory stands for. */
public enum FileType {
    FIFO(1),
    CHARACTER_DEVICE(2),
    DIRECTORY(4),
    BLOCK_DEVICE(6),
    FILE(8),
    SYMLINK(10),
    SOCKET(12);

    private static final List<FileType> ALL = List.of(values());
    private static final int MODE_SHIFT = 12;

    private final int number;

    FileType(int number) {
        this.number = number;
    }

    /** By the number that {@code getdents64} gives; empty if the file system did not say. */
    static Optional<FileType> ofEntry(int number) {
        for (FileType type : ALL) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** By the upper bits of a mode, which are the same numbers. */
    static FileType ofMode(int mode) {
        return ofEntry(mode >>> MODE_SHIFT)
                .orElseThrow(
                        () -> new IllegalStateException("mode " + Integer.toOctalString(mode)));
    }

    /** The upper bits of a mode. */
    public int modeBits() {
        return number << MODE_SHIFT;
    }
}
