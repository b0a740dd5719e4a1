package lifeboat.engine.store.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on loopback that answers as it was told, well or badly. */
final class MisbehavingS3 implements AutoCloseable {

    /** What a client asked, its header names in lower case. */
    record Request(String line, Map<String, String> headers) {
        String method() {
            return line.substring(0, line.indexOf(' '));
        }
    }

    /** Writes an answer, or does something worse. */
    @FunctionalInterface
    interface Answer {
        void give(Request request, Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();

    MisbehavingS3() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    S3Target target() {
        return S3Target.parse("s3:http://127.0.0.1:" + server.getLocalPort() + "/bucket/home");
    }

    /** Adds to what is answered, one after the other; after the last the server hangs up. */
    void then(Answer... answers) {
        script.addAll(List.of(answers));
    }

    static Answer status(int status, String body, String... headers) {
        return (request, socket) -> {
            byte[] bytes = request.method().equals("HEAD") ? new byte[0] : body.getBytes(UTF_8);
            write(socket, status, bytes.length, List.of(headers), bytes);
        };
    }

    static Answer error(int status, String code, String... headers) {
        return status(status, errorXml(code), headers);
    }

    static String errorXml(String code) {
        return "<?xml version=\"1.0\"?><Error><Code>"
                + code
                + "</Code><Message>m</Message></Error>";
    }

    /** A whole object, of which only the first {@code sent} bytes come. */
    static Answer whole(byte[] content, int sent) {
        return (_, socket) -> {
            write(socket, 200, content.length, List.of(), Arrays.copyOf(content, sent));
            if (sent < content.length) {
                socket.close();
            }
        };
    }

    /** The bytes of {@code content} that the request's range names, of {@code length} promised. */
    static Answer range(byte[] content, int promised, int sent) {
        return (request, socket) -> {
            String[] range = request.headers().get("range").substring(6).split("-", 2);
            int from = Integer.parseInt(range[0]);
            int to = Math.min(Integer.parseInt(range[1]), content.length - 1);
            String named = "Content-Range: bytes %d-%d/%d".formatted(from, to, content.length);
            byte[] bytes = new byte[sent];
            System.arraycopy(content, from, bytes, 0, sent);
            write(socket, 206, promised, List.of(named), bytes);
            if (sent < promised) {
                socket.close();
            }
        };
    }

    /** Sends {@code sent} of {@code promised} bytes and then no more, the connection left open. */
    static Answer stallAfter(byte[] content, int promised, int sent) {
        return (_, socket) -> {
            String named = "Content-Range: bytes 0-%d/%d".formatted(promised - 1, content.length);
            write(socket, 206, promised, List.of(named), Arrays.copyOf(content, sent));
        };
    }

    /** Says nothing, the connection left open. */
    static Answer silence() {
        return (_, _) -> {};
    }

    static Answer hangUp() {
        return (_, socket) -> socket.close();
    }

    static Answer reset() {
        return (_, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    private static void write(
            Socket socket, int status, int length, List<String> headers, byte[] body)
            throws IOException {
        List<String> head = new ArrayList<>();
        head.add("HTTP/1.1 " + status + " Status");
        head.add("Content-Length: " + length);
        head.add("x-amz-request-id: REQ42");
        head.addAll(headers);
        OutputStream out = socket.getOutputStream();
        out.write((String.join("\r\n", head) + "\r\n\r\n").getBytes(ISO_8859_1));
        out.write(body);
        out.flush();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                String line = line(in);
                if (line.isEmpty()) {
                    return;
                }
                Map<String, String> headers = new HashMap<>();
                for (String h = line(in); !h.isEmpty(); h = line(in)) {
                    String[] parts = h.split(": *", 2);
                    headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
                }
                in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
                Request request = new Request(line, headers);
                requests.add(request);
                Answer answer = script.poll();
                if (answer == null) {
                    return;
                }
                answer.give(request, socket);
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
