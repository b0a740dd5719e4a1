package lifeboat.controller;

import java.net.InetSocketAddress;

/**
 * Where to listen: {@code HOST:PORT}, with IPv6 addresses in brackets.
 *
 * @param port 0 for any that is free
 */
record HostPort(String host, int port) {

    HostPort {
        if (host.isBlank() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not HOST:PORT: \"" + host + ":" + port + "\"");
        }
    }

    static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            host = ""; // an IPv6 address without brackets could end anywhere
        }
        try {
            return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("\"" + text + "\" is not HOST:PORT");
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
