package lifeboat.agent.output;

import java.time.Duration;
import java.util.Optional;
import lifeboat.engine.Progress.Sample;

/**
 * How far the work is, with what follows from its pace.
 *
 * @param elapsed since the command began
 * @param bytesPerSecond plain bytes, over the last seconds
 * @param remaining if the pace stays; empty while that can't be known
 */
record Status(
        Sample sample,
        Duration elapsed,
        double bytesPerSecond,
        Optional<Duration> remaining,
        long errors) {

    /** From 0 to 1, by bytes; 0 while the total is not known. */
    double share() {
        return sample.totalBytes() == 0
                ? 0
                : Math.min(1, (double) sample.bytes() / sample.totalBytes());
    }
}
