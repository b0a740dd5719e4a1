package lifeboat.cli.wire;

/** Where a controller listens. */
public record Address(String host, int port) {

    private static final int DEFAULT_PORT = 7443;

    /**
     * Reads {@code HOST}, {@code HOST:PORT} or {@code [IPV6]:PORT}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        boolean bare = colon < 0 || (bracketed && text.endsWith("]"));
        String host = bare ? text : text.substring(0, colon);
        if (host.isBlank() || (!bracketed && host.contains(":"))) {
            throw malformed(text);
        }
        try {
            int port = bare ? DEFAULT_PORT : Integer.parseInt(text.substring(colon + 1));
            if (port < 1 || port > 65_535) {
                throw malformed(text);
            }
            return new Address(host, port);
        } catch (NumberFormatException _) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no address of a controller: write HOST:PORT");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
