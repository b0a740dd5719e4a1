package lifeboat.agent.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A host's certificate with its key, and what it trusts controllers by.
 *
 * @param hostName the name that the controller gave it
 * @param role in the controller's words
 */
public record Identity(
        String hostName,
        String role,
        PrivateKey key,
        X509Certificate certificate,
        List<X509Certificate> authorities) {

    public Identity {
        authorities = List.copyOf(authorities);
    }

    public Instant end() {
        return certificate.getNotAfter().toInstant();
    }

    /**
     * When it is to be renewed: at half of its life, a tenth sooner or later.
     *
     * @param chance from 0 to 1, drawn once
     */
    public Instant renewal(double chance) {
        Instant begin = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(begin, end());
        return begin.plusMillis((long) (life.toMillis() * (0.4 + 0.2 * chance)));
    }
}
