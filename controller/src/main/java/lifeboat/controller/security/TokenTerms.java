package lifeboat.controller.security;

import java.time.Duration;
import java.util.Optional;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.Role;

/**
 * What a join token is good for.
 *
 * @param host the only name that may use it; empty for slaves that name themselves
 * @param maxLiving how many hosts of it may live at a time; 0 for a single use
 * @param replaces whether its host takes the place of the one that has the name
 */
public record TokenTerms(
        Optional<HostName> host, Role role, int maxLiving, boolean replaces, Duration lifetime) {

    public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(15);

    private static final Duration MASTER_MOST = Duration.ofDays(1);
    private static final Duration SLAVE_MOST = Duration.ofDays(366);
    private static final int MOST_LIVING = 100_000;

    /**
     * Checks that the terms go together.
     *
     * @throws ControllerException {@code TOKEN_TERMS_INVALID}
     */
    public TokenTerms {
        Duration most = role == Role.MASTER ? MASTER_MOST : SLAVE_MOST;
        require(lifetime.isPositive(), "a token must last some time");
        require(
                lifetime.compareTo(most) <= 0,
                "a token for a %s lasts at most %d days"
                        .formatted(role == Role.MASTER ? "master" : "slave", most.toDays()));
        require(maxLiving >= 0 && maxLiving <= MOST_LIVING, "max-living is 0 to " + MOST_LIVING);
        require(
                role == Role.SLAVE || (host.isPresent() && maxLiving == 0),
                "a token for a master names its host and is used once");
        require(host.isEmpty() || maxLiving == 0, "a token for many hosts can't name one of them");
        require(!replaces || host.isPresent(), "a token that replaces a host names it");
    }

    EnrolmentScope scope() {
        return new EnrolmentScope(host, role, maxLiving, replaces);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ControllerException(
                    Kind.INVALID,
                    "TOKEN_TERMS_INVALID",
                    otherwise,
                    "see: lifeboat token create --help");
        }
    }
}
