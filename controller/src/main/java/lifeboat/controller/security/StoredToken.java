package lifeboat.controller.security;

import java.time.Instant;

/**
 * A join token, without its secret.
 *
 * @param secretHash SHA-256, hex; the secret is random, so it needs no slow hash
 */
public record StoredToken(
        String id, String secretHash, EnrolmentScope scope, Instant ends, boolean used) {

    boolean isSingleUse() {
        return scope.maxLiving() == 0;
    }

    StoredToken usedUp() {
        return new StoredToken(id, secretHash, scope, ends, true);
    }
}
