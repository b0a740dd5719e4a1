package lifeboat.agent.worker;

import java.time.Instant;
import java.util.Locale;
import lifeboat.agent.step.StepProgress;
import lifeboat.engine.Platform;
import lifeboat.engine.Progress;

/** Turns what the engine counts into what is told, and notices when nothing moves. */
final class ProgressWatch {

    private final Progress progress;
    private final Platform platform;
    private Progress.Sample last;
    private Instant moved;

    ProgressWatch(Progress progress, Platform platform) {
        this.progress = progress;
        this.platform = platform;
        last = progress.sample();
        moved = platform.clock().instant();
    }

    StepProgress now() {
        Progress.Sample sample = progress.sample();
        if (sample.phase() != last.phase()
                || sample.bytes() != last.bytes()
                || sample.files() != last.files()
                || sample.transferredBytes() != last.transferredBytes()) {
            moved = platform.clock().instant();
        }
        last = sample;
        return new StepProgress(
                sample.phase().name().toLowerCase(Locale.ROOT),
                sample.bytes(),
                sample.totalBytes(),
                sample.files(),
                sample.totalFiles(),
                sample.transferredBytes(),
                progress.errors(),
                sample.limitedBy().map(limit -> limit.name().toLowerCase(Locale.ROOT)).orElse(""),
                moved,
                sample.notice());
    }
}
