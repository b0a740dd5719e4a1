package lifeboat.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a running backup, restore or check has done so far.
 *
 * <p>The engine writes from many threads; whoever shows it takes a {@link #sample()} when it wants
 * to. Counters only grow, the totals are set as soon as they are known and may be corrected later.
 */
public final class Progress {

    /** What the engine is busy with; shown to people in lower case. */
    public enum Phase {
        /** Deriving the key and reading the index. */
        OPEN,
        /** Reading directory trees and comparing them with what is there. */
        SCAN,
        /** Moving file content: fetch and write, or read and upload. */
        COPY,
        /** Making links, setting directories' metadata, syncing. */
        FINISH,
        /** Moving what was staged to its final names. */
        PROMOTE,
        /** Reading back what was written, or what a repository holds. */
        VERIFY
    }

    /** Where worker threads spend their time; the largest share is what limits the work. */
    public enum Activity {
        /** Waiting for the store or the network. */
        STORE,
        /** Encrypting, compressing, hashing. */
        COMPUTE,
        /** Reading and writing files. */
        DISK
    }

    /** The most problems whose text is kept; the rest only a listener hears of. */
    public static final int PROBLEMS_KEPT = 1000;

    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder transferredBytes = new LongAdder();
    private final Map<Activity, LongAdder> busyNanos = new EnumMap<>(Activity.class);
    private final List<Problem> problems = new ArrayList<>(); // guarded by itself
    private final LongSupplier nanoTicker;
    private final Consumer<Problem> listener;
    private final Map<Phase, Long> phaseNanos = new EnumMap<>(Phase.class); // guarded by itself
    private long enteredAt; // guarded by phaseNanos
    private volatile Phase phase = Phase.OPEN;
    private volatile long totalFiles;
    private volatile long totalBytes;
    private volatile String notice = "";
    private final LongAdder errors = new LongAdder();
    private final LongAdder warnings = new LongAdder();

    /** A progress that nobody listens to, and that measures no time. */
    public Progress() {
        this(() -> 0, _ -> {});
    }

    /**
     * @param nanoTicker measures how long each phase takes
     * @param listener is passed every problem, those too that are not kept, on the thread that
     *     reports it, which waits meanwhile; by several threads at a time
     */
    public Progress(LongSupplier nanoTicker, Consumer<Problem> listener) {
        this.nanoTicker = nanoTicker;
        this.listener = listener;
        enteredAt = nanoTicker.getAsLong();
        for (Activity activity : Activity.values()) {
            busyNanos.put(activity, new LongAdder());
        }
    }

    public void enter(Phase next) {
        synchronized (phaseNanos) {
            long now = nanoTicker.getAsLong();
            phaseNanos.merge(phase, now - enteredAt, Long::sum);
            enteredAt = now;
            phase = next;
        }
    }

    /** The time spent in some phases, up to now. */
    public Duration timeIn(Set<Phase> phases) {
        synchronized (phaseNanos) {
            long nanos = phases.contains(phase) ? nanoTicker.getAsLong() - enteredAt : 0;
            for (Phase each : phases) {
                nanos += phaseNanos.getOrDefault(each, 0L);
            }
            return Duration.ofNanos(nanos);
        }
    }

    /** Sets what is to be done in all, content in plain bytes. */
    public void expect(long filesInAll, long bytesInAll) {
        totalFiles = filesInAll;
        totalBytes = bytesInAll;
    }

    public void filesDone(long count) {
        files.add(count);
    }

    /** Adds plain bytes of content that are done. */
    public void bytesDone(long count) {
        bytes.add(count);
    }

    /** Adds bytes that went to or came from the store, compressed and encrypted. */
    public void transferred(long count) {
        transferredBytes.add(count);
    }

    public void busy(Activity activity, long nanos) {
        busyNanos.get(activity).add(nanos);
    }

    /** Says in a few words why the work is waiting; empty when it goes on. */
    public void notice(String text) {
        notice = text;
    }

    public void report(Problem problem) {
        switch (problem.severity()) {
            case ERROR -> errors.increment();
            case WARNING -> warnings.increment();
            case DETAIL -> {}
        }
        if (problem.severity() != Problem.Severity.DETAIL) {
            keep(problem);
        }
        listener.accept(problem);
    }

    private void keep(Problem problem) {
        synchronized (problems) {
            if (problems.size() < PROBLEMS_KEPT) {
                problems.add(problem);
            }
        }
    }

    public long errors() {
        return errors.sum();
    }

    public long warnings() {
        return warnings.sum();
    }

    /**
     * The first {@link #PROBLEMS_KEPT} errors and warnings, from number {@code from}, in order of
     * report.
     */
    public List<Problem> problemsFrom(int from) {
        synchronized (problems) {
            return List.copyOf(problems.subList(Math.min(from, problems.size()), problems.size()));
        }
    }

    public Sample sample() {
        Optional<Activity> limit = Optional.empty();
        long most = 0;
        for (Map.Entry<Activity, LongAdder> entry : busyNanos.entrySet()) {
            long nanos = entry.getValue().sum();
            if (nanos > most) {
                most = nanos;
                limit = Optional.of(entry.getKey());
            }
        }
        return new Sample(
                phase,
                files.sum(),
                totalFiles,
                bytes.sum(),
                totalBytes,
                transferredBytes.sum(),
                limit,
                notice);
    }

    /**
     * The counters at one moment.
     *
     * @param totalFiles 0 while unknown
     * @param totalBytes plain bytes, 0 while unknown
     * @param limitedBy where workers spent most of their time so far
     * @param notice why the work waits, or empty
     */
    public record Sample(
            Phase phase,
            long files,
            long totalFiles,
            long bytes,
            long totalBytes,
            long transferredBytes,
            Optional<Activity> limitedBy,
            String notice) {}
}
