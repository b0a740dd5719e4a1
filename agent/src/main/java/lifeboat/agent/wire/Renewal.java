package lifeboat.agent.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import lifeboat.agent.identity.Identity;
import lifeboat.engine.Platform;

/** Holds the host's identity, and renews it when half of its life is over. */
public final class Renewal {

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Enrolment enrolment;
    private final Platform platform;
    private final RandomGenerator random;
    private final Consumer<String> log;
    private volatile Identity identity;

    /**
     * A renewal that begins with {@code identity}.
     *
     * @param log is told in a line of what was renewed, and why not
     */
    public Renewal(
            Identity identity,
            Enrolment enrolment,
            Platform platform,
            RandomGenerator random,
            Consumer<String> log) {
        this.identity = identity;
        this.enrolment = enrolment;
        this.platform = platform;
        this.random = random;
        this.log = log;
    }

    /** The newest. */
    public Identity identity() {
        return identity;
    }

    /** The newest to dial with: one that has ended is renewed first, if that can be. */
    public Identity usable() {
        if (!platform.clock().instant().isBefore(identity.end())) {
            boolean _ = renew();
        }
        return identity;
    }

    /** Goes on until this thread is interrupted. */
    public void run() throws InterruptedException {
        Instant due = identity.renewal(random.nextDouble());
        Duration pause = BETWEEN_LOOKS;
        while (true) {
            if (!platform.clock().instant().isBefore(due)) {
                if (renew()) {
                    due = identity.renewal(random.nextDouble());
                    pause = BETWEEN_LOOKS;
                } else {
                    pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                }
            }
            // by the wall clock, in short steps: a host may sleep, or have its clock set
            platform.sleeper().sleep(pause);
        }
    }

    private synchronized boolean renew() {
        try {
            identity = enrolment.renew(identity);
            log.accept("the certificate is renewed until " + identity.end());
            return true;
        } catch (EnrolmentException e) {
            log.accept(
                    "the certificate is good until %s and can't be renewed: %s; next: %s"
                            .formatted(identity.end(), e.getMessage(), e.next()));
            return false;
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
