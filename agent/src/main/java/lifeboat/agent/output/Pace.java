package lifeboat.agent.output;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Sample;

/** Tells the pace of the last seconds, so that it follows a network that comes and goes. */
final class Pace {

    private static final Duration WINDOW = Duration.ofSeconds(15);

    private record Point(Duration at, long bytes) {}

    private final Deque<Point> points = new ArrayDeque<>();
    private Progress.Phase phase = Progress.Phase.OPEN;

    /** Takes a sample at {@code elapsed}, which is later than the last one. */
    Status status(Sample sample, Duration elapsed, long errors) {
        if (sample.phase() != phase) {
            // What an earlier run had done is counted at once, and says nothing of the pace.
            points.clear();
            phase = sample.phase();
        }
        points.addLast(new Point(elapsed, sample.bytes()));
        while (points.size() > 2 && elapsed.minus(points.getFirst().at()).compareTo(WINDOW) > 0) {
            points.removeFirst();
        }
        Point first = points.getFirst();
        double seconds = seconds(elapsed.minus(first.at()));
        double rate = seconds > 0 ? (sample.bytes() - first.bytes()) / seconds : 0;
        long left = sample.totalBytes() - sample.bytes();
        Optional<Duration> remaining =
                rate > 0 && left >= 0
                        ? Optional.of(Duration.ofSeconds((long) Math.ceil(left / rate)))
                        : Optional.empty();
        return new Status(sample, elapsed, rate, remaining, errors);
    }

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
