package lifeboat.engine;

import java.nio.file.Path;
import lifeboat.engine.file.Capacity;
import lifeboat.engine.file.MountReader;

/** What volumes hold, and have left. Thread-safe. */
public final class Volumes {

    /**
     * What a volume holds.
     *
     * @param freeBytes that a normal user may use
     * @param inodes 0, as are the free ones, where there is no limit
     */
    public record Space(long sizeBytes, long freeBytes, long inodes, long freeInodes) {}

    private final MountReader reader = new MountReader();

    /**
     * Asks the volume that {@code path} is in; may hang as long as its server does.
     *
     * @throws EngineException if there is no answer
     */
    public Space space(Path path) {
        Capacity capacity = reader.read(path);
        return new Space(
                capacity.sizeBytes(),
                capacity.freeBytes(),
                capacity.inodes(),
                capacity.freeInodes());
    }
}
