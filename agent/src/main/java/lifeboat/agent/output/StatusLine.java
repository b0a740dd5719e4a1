package lifeboat.agent.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lifeboat.engine.Progress.Activity;
import lifeboat.engine.Progress.Sample;

/** A status in one line of words. */
final class StatusLine {

    private StatusLine() {}

    static String of(Status status) {
        Sample sample = status.sample();
        List<String> parts = new ArrayList<>();
        parts.add(sample.phase().name().toLowerCase(Locale.ROOT));
        if (sample.totalBytes() > 0) {
            parts.add("%d%%".formatted((int) (100 * status.share())));
        }
        if (sample.totalFiles() > 0) {
            parts.add(
                    "%s of %s"
                            .formatted(
                                    Amounts.count(sample.files()),
                                    Amounts.count(sample.totalFiles(), "file", "files")));
            parts.add(
                    "%s of %s"
                            .formatted(
                                    Amounts.bytes(sample.bytes()),
                                    Amounts.bytes(sample.totalBytes())));
        } else if (sample.files() > 0) {
            parts.add(Amounts.count(sample.files(), "file", "files"));
            parts.add(Amounts.bytes(sample.bytes()));
        }
        if (status.bytesPerSecond() > 0) {
            parts.add(Amounts.rate(status.bytesPerSecond()));
        }
        status.remaining().ifPresent(time -> parts.add(Amounts.clock(time) + " left"));
        if (status.errors() > 0) {
            parts.add(Amounts.count(status.errors(), "error", "errors"));
        }
        if (!sample.notice().isEmpty()) {
            parts.add(sample.notice());
        } else {
            sample.limitedBy().ifPresent(limit -> parts.add("limited by " + word(limit)));
        }
        return String.join(", ", parts);
    }

    static String word(Activity limit) {
        return switch (limit) {
            case STORE -> "network";
            case COMPUTE -> "CPU";
            case DISK -> "disk";
        };
    }
}
