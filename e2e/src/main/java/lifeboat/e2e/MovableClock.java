package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * The wall clock of a controller, which reads from a file by how much it is wrong. Under
 * libfaketime a JVM spins in its timed waits.
 */
record MovableClock(Path offset) {

    /** A clock that is right. */
    static MovableClock in(Path folder) throws IOException {
        MovableClock clock = new MovableClock(folder.resolve("clock-offset"));
        clock.move(Duration.ZERO);
        return clock;
    }

    /** What the controller needs in its environment. */
    Map<String, String> environment() {
        return Map.of("LIFEBOAT_JAVA_OPTS", "-Dlifeboat.test.clock-offset=" + offset);
    }

    /** Makes the clock wrong by this much from now on. */
    void move(Duration difference) throws IOException {
        Path next = offset.resolveSibling(offset.getFileName() + ".new");
        Files.writeString(next, difference.toString());
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
    }
}
