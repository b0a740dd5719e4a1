package lifeboat.engine.file;

import java.nio.file.Path;

/** Asks file systems how large they are. Thread-safe. */
public final class MountReader {

    private final ScratchPool pool = new ScratchPool();

    /**
     * Asks the one that {@code path} is in; needs no permission but to reach the path.
     *
     * @throws FileException if there is no answer
     */
    public Capacity read(Path path) {
        Location location = new Location.Root(path.toString());
        byte[] name = Directory.name(path);
        location.check("find the size of", Scratch.refuse(name));
        try (Scratch scratch = pool.take()) {
            long result =
                    scratch.call(
                            SystemCall.STATFS, scratch.first(name), scratch.struct().address());
            location.check("find the size of", result);
            return Capacity.of(scratch.struct());
        }
    }
}
