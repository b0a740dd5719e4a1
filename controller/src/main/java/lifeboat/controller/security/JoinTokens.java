package lifeboat.controller.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/** Makes join tokens, {@code lb1.ID.SECRET.CA-SHA256}, and tells good ones. Thread-safe. */
public final class JoinTokens {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford's
    private static final int ID_LENGTH = 10;
    private static final int SECRET_BYTES = 32;
    private static final String NEW_TOKEN = "an admin makes a new one: lifeboat token create";

    /** How long a token is remembered, so that who comes late is told why. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final TokenStore store;
    private final CertificateAuthority authority;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public JoinTokens(TokenStore store, CertificateAuthority authority, Clock clock) {
        this.store = store;
        this.authority = authority;
        this.clock = clock;
    }

    /**
     * A token as it is shown this once.
     *
     * @param id for the audit log
     * @param text UTF-8
     */
    public record Created(String id, Secret text, Instant ends) {}

    /** Makes a token. */
    public Created create(TokenTerms terms) {
        Instant now = clock.instant();
        String id = newId();
        String secret =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Secret.random(SECRET_BYTES, random).bytes());
        Instant ends = now.plus(terms.lifetime());
        store.forgetEndedBefore(now.minus(REMEMBERED));
        store.add(new StoredToken(id, hash(secret), terms.scope(), ends, false));
        String text = String.join(".", "lb1", id, secret, authority.fingerprint());
        return new Created(id, Secret.of(text.getBytes(StandardCharsets.UTF_8)), ends);
    }

    /**
     * Returns the token, not used up yet.
     *
     * @throws ControllerException of kind UNAUTHENTICATED: {@code TOKEN_UNKNOWN}, also for a wrong
     *     secret; {@code TOKEN_USED}; {@code TOKEN_EXPIRED}
     */
    StoredToken require(Proof.Token shown) {
        Optional<StoredToken> found = store.find(shown.id());
        String given = hash(new String(shown.secret().bytes(), StandardCharsets.UTF_8));
        // compared in any case, so that the time does not tell which ids there are
        String expected = found.map(StoredToken::secretHash).orElse(hash(""));
        boolean right =
                MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.US_ASCII),
                        expected.getBytes(StandardCharsets.US_ASCII));
        StoredToken token =
                found.filter(_ -> right)
                        .orElseThrow(
                                () ->
                                        refused(
                                                "TOKEN_UNKNOWN",
                                                "there is no such join token, or its secret is"
                                                        + " another"));
        if (token.used()) {
            throw used(token);
        }
        if (clock.instant().isAfter(token.ends())) {
            throw refused(
                    "TOKEN_EXPIRED",
                    "join token %s ended at %s".formatted(token.id(), token.ends()));
        }
        return token;
    }

    /**
     * Uses up a token for a single use.
     *
     * @throws ControllerException {@code TOKEN_USED} if another caller was faster
     */
    void use(StoredToken token) {
        if (token.isSingleUse() && !store.use(token.id())) {
            throw used(token);
        }
    }

    private static ControllerException used(StoredToken token) {
        return refused("TOKEN_USED", "join token " + token.id() + " has been used");
    }

    private static ControllerException refused(String code, String message) {
        return new ControllerException(Kind.UNAUTHENTICATED, code, message, NEW_TOKEN);
    }

    private static String hash(String secret) {
        return Digests.sha256Hex(secret.getBytes(StandardCharsets.UTF_8));
    }

    private String newId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
