package lifeboat.controller.security;

/**
 * What somebody did or tried. Part of it may come from a stranger, so each part is cut to 1,000
 * characters and stripped of what a terminal would obey.
 *
 * @param who the name in the certificate, {@code host NAME}, {@code schedule}, {@code system},
 *     {@code anonymous}, or {@code local NAME} of who acted on the controller's own machine
 * @param action such as {@code plan apply}
 * @param subject to what
 * @param reason as they said; may be empty
 */
public record Deed(String who, String action, String subject, String reason) {

    private static final int MAX_LENGTH = 1000;

    public Deed {
        who = plain(who);
        action = plain(action);
        subject = plain(subject);
        reason = plain(reason);
    }

    static String plain(String text) {
        String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
        return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}
