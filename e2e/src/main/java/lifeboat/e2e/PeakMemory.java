package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The resident memory of a process and its children, at its highest.
 *
 * <p>The kernel keeps the high-water mark of each process, so only growth after the last look is
 * missed.
 */
final class PeakMemory {

    private final long pid;
    private final Map<Long, Long> bytesByPid = new HashMap<>();

    PeakMemory(long pid) {
        this.pid = pid;
    }

    void look() {
        look(pid);
    }

    long bytes() {
        return bytesByPid.values().stream().mapToLong(Long::longValue).sum();
    }

    private void look(long id) {
        Path proc = Path.of("/proc", Long.toString(id));
        try {
            for (String line : Files.readAllLines(proc.resolve("status"))) {
                if (line.startsWith("VmHWM:")) {
                    long bytes = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                    bytesByPid.merge(id, bytes, Math::max);
                }
            }
            String children = Files.readString(proc.resolve("task/" + id + "/children"));
            for (String child : children.split(" ", -1)) {
                if (!child.isBlank()) {
                    look(Long.parseLong(child.strip()));
                }
            }
        } catch (IOException e) {
            // it has ended between two looks; what was seen of it stays
        }
    }
}
