package lifeboat.controller.operation;

import java.time.Duration;
import java.util.Optional;

/** How long and how often the deciders wait. Chosen, not measured. */
final class Limits {

    /** For an answer to a command or a request to stop, before it is sent again. */
    static final Duration ANSWER = Duration.ofSeconds(60);

    /** For any word of a step that runs, while its host is connected. */
    static final Duration SILENCE = Duration.ofMinutes(5);

    /** How often a command, or a request to stop, is sent over one connection. */
    static final int DELIVERIES = 3;

    /** How often a step is tried. */
    static final int ATTEMPTS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final int PAUSE_GROWTH = 4;

    private Limits() {}

    /** How long to wait before attempt {@code number}, from 2. */
    static Duration beforeAttempt(int number) {
        Duration pause = FIRST_PAUSE;
        for (int i = 2; i < number; i++) {
            pause = pause.multipliedBy(PAUSE_GROWTH);
        }
        return pause;
    }

    static Optional<Duration> whileUp(Link link, Duration limit) {
        return switch (link) {
            case Link.Up _ -> Optional.of(limit);
            case Link.Lost _, Link.Silent _ -> Optional.empty();
        };
    }
}
