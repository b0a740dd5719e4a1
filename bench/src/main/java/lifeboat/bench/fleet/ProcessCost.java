package lifeboat.bench.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process costs at one moment.
 *
 * @param residentBytes of its memory
 * @param cpuSeconds since its start, in user and system code
 */
record ProcessCost(long residentBytes, double cpuSeconds) {

    /** proc(5): times are in hundredths of a second. */
    private static final double TICKS = 100;

    static ProcessCost of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(proc.resolve("stat"));
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double cpu = (Long.parseLong(behindName[11]) + Long.parseLong(behindName[12])) / TICKS;
        long residentKiB =
                Files.readAllLines(proc.resolve("status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow(() -> new IOException("process " + pid + " has ended"));
        return new ProcessCost(residentKiB << 10, cpu);
    }

    double residentMiB() {
        return residentBytes / (double) (1 << 20);
    }
}
