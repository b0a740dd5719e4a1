package lifeboat.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a program ended.
 *
 * @param output its standard output, a char for each byte
 * @param cpuSeconds user and system time of the program and of those it started and waited for;
 *     right only while nothing else that this process started ends
 * @param peakBytes the largest resident memory, summed over its processes
 */
public record Finished(
        List<String> words,
        int exitCode,
        String output,
        String errors,
        double wallSeconds,
        double cpuSeconds,
        long peakBytes) {

    /** Standard output as text. */
    public String text() {
        return new String(output.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Returns this, if the program ended with 0. */
    public Finished requireSuccess() throws IOException {
        if (exitCode != 0) {
            throw new IOException(
                    String.join(" ", words) + " ended with " + exitCode + "\n" + errors + text());
        }
        return this;
    }
}
