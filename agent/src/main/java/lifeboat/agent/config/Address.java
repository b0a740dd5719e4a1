package lifeboat.agent.config;

import java.util.Optional;

/** Where a controller listens. */
public record Address(String host, int port) {

    private static final int MOST = 65_535;

    /** Reads {@code HOST:PORT}; an IPv6 address stands in brackets. */
    public static Optional<Address> parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        String port = text.substring(colon + 1);
        if (host.isBlank()
                || (!bracketed && host.contains(":"))
                || !host.matches("[\\w.:%-]+")
                || !port.matches("\\d{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > MOST) {
            return Optional.empty();
        }
        return Optional.of(new Address(host, Integer.parseInt(port)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
