package lifeboat.controller.recovery;

import java.time.Instant;
import java.util.Optional;

/**
 * How saving the state into a repository goes.
 *
 * @param saved the last time that it was done, since the controller's start
 * @param failure why the latest try failed; empty if it did not
 */
public record SaveReport(Optional<Instant> saved, Optional<Failure> failure) {

    /**
     * Why it failed.
     *
     * @param next what to do; may be empty
     */
    public record Failure(String code, String message, String next) {}

    static final SaveReport NONE = new SaveReport(Optional.empty(), Optional.empty());

    SaveReport failed(Failure why) {
        return new SaveReport(saved, Optional.of(why));
    }
}
