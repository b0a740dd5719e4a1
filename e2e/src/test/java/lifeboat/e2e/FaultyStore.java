package lifeboat.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before a real S3 server and passes everything through, but for what its plan spoils.
 *
 * <p>The {@code Host} that was signed is what S3Proxy verifies, so it is passed on as it came. Each
 * connection serves one request.
 */
final class FaultyStore implements AutoCloseable {

    /**
     * What is asked.
     *
     * @param path with the query
     * @param from the first byte of the range that is asked for, -1 if all is
     */
    record Asked(String method, String path, long from, long to) {

        private static final Pattern RANGE =
                Pattern.compile("(?im)^range: *bytes=(\\d+)-(\\d+) *\r?$");

        static Asked of(String head) {
            String[] words = head.split(" ", 3);
            Matcher range = RANGE.matcher(head);
            return range.find()
                    ? new Asked(
                            words[0],
                            words[1],
                            Long.parseLong(range.group(1)),
                            Long.parseLong(range.group(2)))
                    : new Asked(words[0], words[1], -1, -1);
        }

        boolean isRange() {
            return from >= 0;
        }

        boolean isOfPack() {
            return path.contains("/data/") && !path.contains("?");
        }
    }

    sealed interface Fault {
        record None() implements Fault {}

        /** An error in the place of the server's answer; the server never sees the request. */
        record Refusal(int status, String code) implements Fault {}

        /** The server does what it is asked, and the connection ends in the midst of its answer. */
        record Cut() implements Fault {}

        /**
         * One byte of the answer's body is another.
         *
         * @param at counted from the body's start
         */
        record Flip(int at) implements Fault {}

        record Stall(Duration duration) implements Fault {}
    }

    /** Asked for each request, by many threads. */
    @FunctionalInterface
    interface Plan {
        Fault next(Asked asked) throws IOException, InterruptedException;
    }

    private final URI server;
    private final ServerSocket socket;
    private volatile Plan plan;

    private FaultyStore(URI server, ServerSocket socket, Plan plan) {
        this.server = server;
        this.socket = socket;
        this.plan = plan;
    }

    static FaultyStore before(S3Server server, Plan plan) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        FaultyStore store = new FaultyStore(URI.create(server.endpoint()), socket, plan);
        Thread.ofVirtual().start(store::accept);
        return store;
    }

    static Fault none(Asked asked) {
        return new Fault.None();
    }

    void follow(Plan other) {
        plan = other;
    }

    /** The same repository, reached through this. */
    Repository through(Repository direct) {
        String url =
                direct.url()
                        .replace(
                                server.getAuthority(),
                                server.getHost() + ":" + socket.getLocalPort());
        return new Repository(url, direct.password(), direct.credentials());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            String head = head(in);
            byte[] body = in.readNBytes(length(head));
            byte[] answer = answer(head, body);
            client.getOutputStream().write(answer);
            client.shutdownOutput();
        } catch (IOException e) {
            // the client has gone, which is its right
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] answer(String head, byte[] body) throws IOException, InterruptedException {
        return switch (plan.next(Asked.of(head))) {
            case Fault.None() -> ask(head, body);
            case Fault.Refusal(int status, String code) -> error(status, code);
            case Fault.Cut() -> {
                byte[] whole = ask(head, body);
                int bodyAt = bodyAt(whole);
                // without a body it is the head that is cut
                yield Arrays.copyOf(
                        whole, bodyAt == whole.length ? bodyAt / 2 : (bodyAt + whole.length) / 2);
            }
            case Fault.Flip(int at) -> {
                byte[] spoilt = ask(head, body);
                spoilt[bodyAt(spoilt) + at] ^= 1;
                yield spoilt;
            }
            case Fault.Stall(Duration duration) -> {
                Thread.sleep(duration);
                yield ask(head, body);
            }
        };
    }

    private byte[] ask(String head, byte[] body) throws IOException {
        String once = head.replaceAll("(?im)^connection:.*\r\n", "");
        once = once.substring(0, once.length() - 2) + "Connection: close\r\n\r\n";
        try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
            upstream.getOutputStream().write(once.getBytes(ISO_8859_1));
            upstream.getOutputStream().write(body);
            return upstream.getInputStream().readAllBytes();
        }
    }

    private static byte[] error(int status, String code) {
        String xml =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%1$s</Message></Error>"
                        .formatted(code);
        return "HTTP/1.1 %d Fault\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, xml.length(), xml)
                .getBytes(ISO_8859_1);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            head.write(b);
            ends = b == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : b == '\r' ? 1 : 0;
        }
        return head.toString(ISO_8859_1);
    }

    private static int length(String head) {
        Matcher length = Pattern.compile("(?im)^content-length: *(\\d+)").matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    private static int bodyAt(byte[] answer) {
        return new String(answer, ISO_8859_1).indexOf("\r\n\r\n") + 4;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
