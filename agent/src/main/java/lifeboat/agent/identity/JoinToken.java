package lifeboat.agent.identity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lets a host join: {@code lb1.ID.SECRET.CA-SHA256}.
 *
 * @param caSha256 64 hexadecimal digits
 */
public record JoinToken(String id, String secret, String caSha256) {

    private static final Pattern FORM =
            Pattern.compile("lb1\\.([\\w-]+)\\.([\\w-]+)\\.([0-9a-fA-F]{64})");

    /**
     * Reads it, and never shows it.
     *
     * @throws IdentityException {@code TOKEN_INVALID}
     */
    public static JoinToken parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IdentityException(
                    "TOKEN_INVALID",
                    "what is given as join token is not of the form lb1.ID.SECRET.CA-SHA256",
                    "copy it whole from what `lifeboat token create` printed");
        }
        return new JoinToken(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3).toLowerCase(java.util.Locale.ROOT));
    }

    @Override
    public String toString() {
        return "JoinToken[" + id + "]";
    }
}
