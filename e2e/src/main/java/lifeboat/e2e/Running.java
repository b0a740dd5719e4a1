package lifeboat.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A started program. Not thread-safe. */
public final class Running implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20); // 50 looks/s cost < 1 % CPU

    private final Process process;
    private final List<String> words;
    private final Path folder;
    private final long startNanos;
    private final double cpuBefore;
    private final PeakMemory memory;

    private Running(Process process, List<String> words, Path folder, long startNanos, double cpu) {
        this.process = process;
        this.words = words;
        this.folder = folder;
        this.startNanos = startNanos;
        this.cpuBefore = cpu;
        this.memory = new PeakMemory(process.pid());
    }

    static Running start(ProcessBuilder builder, Path folder) throws IOException {
        double cpuBefore = childrenCpuSeconds();
        long start = System.nanoTime();
        try {
            return new Running(builder.start(), builder.command(), folder, start, cpuBefore);
        } catch (IOException e) {
            deleteFlat(folder);
            throw e;
        }
    }

    public long pid() {
        return process.pid();
    }

    /** What the program has written to standard error so far. */
    public String errorsSoFar() throws IOException {
        return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
    }

    /**
     * Waits until the program has written {@code text} to standard error, and returns all of it.
     */
    String awaitError(String text, Duration limit) throws IOException, InterruptedException {
        for (long i = 0; i < limit.dividedBy(LOOK_EVERY); i++) {
            boolean ended = endsWithin(LOOK_EVERY);
            String said = errorsSoFar();
            if (said.contains(text)) {
                return said;
            }
            if (ended) {
                break;
            }
        }
        throw new IOException(words + " did not say \"" + text + "\"\n" + errorsSoFar());
    }

    /** Whether the program has written anything to standard output. */
    boolean hasAnswered() throws IOException {
        return Files.size(folder.resolve("out")) > 0;
    }

    /** Waits for at most {@code duration}; whether the program has ended. */
    public boolean endsWithin(Duration duration) throws InterruptedException {
        return process.waitFor(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits for the end; a program that takes longer than {@code limit} is killed. */
    public Finished await(Duration limit) throws IOException, InterruptedException {
        long deadline = startNanos + limit.toNanos();
        do {
            memory.look();
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(
                        String.join(" ", words)
                                + " still runs after "
                                + limit.toSeconds()
                                + " s\n"
                                + errorsSoFar());
            }
        } while (!endsWithin(LOOK_EVERY));
        double wall = (System.nanoTime() - startNanos) / 1e9;
        return new Finished(
                words,
                process.exitValue(),
                Files.readString(folder.resolve("out"), StandardCharsets.ISO_8859_1),
                new String(Files.readAllBytes(folder.resolve("err")), StandardCharsets.UTF_8),
                wall,
                childrenCpuSeconds() - cpuBefore,
                memory.bytes());
    }

    /**
     * Kills the program with SIGKILL after {@code delay}.
     *
     * @return whether it still ran, so that the kill hit it
     */
    public boolean killAfter(Duration delay) throws InterruptedException {
        boolean ended = endsWithin(delay);
        kill();
        return !ended;
    }

    /** Asks the program to end, with SIGTERM. */
    void askToEnd() {
        process.destroy();
    }

    /** Kills the program with SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(); // a killed process ends at once
    }

    /** Kills all processes that it has started with SIGKILL; whether there was one. */
    boolean killChildren() {
        return process.children().filter(ProcessHandle::destroyForcibly).count() > 0;
    }

    /** Sends a signal, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        Command.of("kill", "-" + name, Long.toString(pid()))
                .run(Duration.ofSeconds(10))
                .requireSuccess();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join(); // a killed process ends at once
        deleteFlat(folder);
    }

    private static void deleteFlat(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** proc(5): cutime and cstime, of children that have ended, in hundredths of a second. */
    private static double childrenCpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(behindName[13]) + Long.parseLong(behindName[14])) / 100.0;
    }
}
