package lifeboat.controller.wire;

import java.time.Duration;
import lifeboat.controller.fleet.Role;

/**
 * How often agents are to be heard.
 *
 * @param lease how long an agent may go on alone with what must not be done twice
 * @param grace beyond three heartbeats, for garbage collections and busy links
 */
record Heartbeats(Duration master, Duration slave, Duration lease, Duration grace) {

    static final Heartbeats USUAL =
            new Heartbeats(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5));

    Duration interval(Role role) {
        return switch (role) {
            case MASTER -> master;
            case SLAVE -> slave;
        };
    }

    /** How long an agent may be silent before it counts as lost. */
    Duration silence(Role role) {
        return interval(role).multipliedBy(3).plus(grace);
    }
}
