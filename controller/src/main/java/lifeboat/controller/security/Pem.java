package lifeboat.controller.security;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Binary objects as text (RFC 7468). */
final class Pem {

    static final String CERTIFICATE = "CERTIFICATE";
    static final String PRIVATE_KEY = "PRIVATE KEY";

    private static final Pattern OBJECT =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    static String write(String type, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(type, LINES.encodeToString(der), type);
    }

    /** The objects of one type, in order. */
    static List<byte[]> read(String type, String text) {
        List<byte[]> found = new ArrayList<>();
        Matcher object = OBJECT.matcher(text);
        while (object.find()) {
            if (object.group(1).equals(type)) {
                found.add(Base64.getMimeDecoder().decode(object.group(2)));
            }
        }
        return found;
    }
}
