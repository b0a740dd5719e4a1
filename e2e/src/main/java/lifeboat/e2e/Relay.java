package lifeboat.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between clients and a server on loopback. Counts what passes, and can be cut as a link is:
 * nobody is told, nothing passes, and what was sent meanwhile arrives once it is healed.
 */
public final class Relay implements AutoCloseable {

    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int BUFFER_BYTES = 64 << 10;

    private final InetSocketAddress server;
    private final ServerSocket socket;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Direction> cut = EnumSet.noneOf(Direction.class); // guarded by itself

    private Relay(InetSocketAddress server, ServerSocket socket) {
        this.server = server;
        this.socket = socket;
    }

    /** Listens on a free port for what is meant for {@code port}. */
    public static Relay before(int port) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Relay relay =
                new Relay(new InetSocketAddress(loopback, port), new ServerSocket(0, 50, loopback));
        Thread.ofVirtual().start(relay::accept);
        return relay;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** What the two sides have sent so far, whether or not the other was there to take it. */
    public long bytes() {
        return bytes.get();
    }

    /** Holds back what goes this way, until {@link #heal}. */
    public void cut(Direction direction) {
        synchronized (cut) {
            cut.add(direction);
        }
    }

    public void heal() {
        synchronized (cut) {
            cut.clear();
            cut.notifyAll();
        }
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
        try (client;
                Socket upstream = new Socket()) {
            client.setSendBufferSize(BUFFER_BYTES); // what is on its way is lost with a client
            upstream.setReceiveBufferSize(BUFFER_BYTES);
            open.add(client);
            open.add(upstream);
            upstream.connect(server);
            Thread back =
                    Thread.ofVirtual().start(() -> pump(upstream, client, Direction.TO_CLIENT));
            pump(client, upstream, Direction.TO_SERVER);
            back.join();
        } catch (IOException e) {
            // the server is not there, which the client learns by being hung up on
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.removeIf(Socket::isClosed);
        }
    }

    private void pump(Socket from, Socket to, Direction direction) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.addAndGet(n);
                awaitWhole(direction);
                out.write(buffer, 0, n);
            }
            awaitWhole(direction);
            to.shutdownOutput();
        } catch (IOException e) { // one of the two has died: so has the connection
            closeQuietly(from);
            closeQuietly(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitWhole(Direction direction) throws InterruptedException {
        synchronized (cut) {
            while (cut.contains(direction)) {
                cut.wait();
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // then it is as good as closed
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        open.forEach(Relay::closeQuietly);
        heal();
    }
}
