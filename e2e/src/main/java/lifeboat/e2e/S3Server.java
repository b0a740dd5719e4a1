package lifeboat.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real S3 server (S3Proxy) over a folder, on a free port of the loopback interface. */
public final class S3Server implements AutoCloseable {

    public static final String ACCESS_KEY = "test";
    public static final String SECRET_KEY = "testsecret";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration ASK_EVERY = Duration.ofMillis(50);
    private static final int TRIES = 3; // another program may take the free port before the server

    private final Path folder;
    private final int port;
    private final Running process;

    private S3Server(Path folder, int port, Running process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a server that keeps its objects below {@code folder}, and waits until it answers.
     *
     * @param folder below /dev/shm it keeps the disk out of a measurement
     */
    public static S3Server start(Path folder) throws IOException, InterruptedException {
        Path jar = Checkout.here().s3ServerJar();
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is missing: build the module e2e");
        }
        IOException failure = new IOException("the S3 server was not started");
        for (int i = 0; i < TRIES; i++) {
            S3Server server = launch(jar, folder);
            try {
                server.awaitAnswer();
                return server;
            } catch (IOException e) {
                server.close();
                failure = e;
            }
        }
        throw failure;
    }

    private static S3Server launch(Path jar, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("objects"));
        int port = freePort();
        Path properties =
                Files.write(
                        folder.resolve("s3proxy.properties"),
                        List.of(
                                "s3proxy.authorization=aws-v2-or-v4",
                                "s3proxy.endpoint=http://127.0.0.1:" + port,
                                "s3proxy.identity=" + ACCESS_KEY,
                                "s3proxy.credential=" + SECRET_KEY,
                                "jclouds.provider=filesystem-nio2",
                                "jclouds.identity=x",
                                "jclouds.credential=x",
                                "jclouds.filesystem.basedir=" + folder.resolve("objects")));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Running process =
                Command.of(java, "-Xmx2g", "-jar", jar.toString(), "--properties", properties + "")
                        .start();
        return new S3Server(folder, port, process);
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        HttpRequest anything = HttpRequest.newBuilder(URI.create(endpoint())).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (long i = 0; i < START_LIMIT.dividedBy(ASK_EVERY); i++) {
                try {
                    client.send(anything, HttpResponse.BodyHandlers.discarding());
                    return;
                } catch (IOException e) {
                    if (process.endsWithin(ASK_EVERY)) {
                        throw new IOException("S3 server: " + process.errorsSoFar(), e);
                    }
                }
            }
        }
        throw new IOException("the S3 server does not answer at " + endpoint());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Makes a bucket, if there is none of that name. */
    public void createBucket(String bucket) throws IOException {
        Files.createDirectories(folder(bucket));
    }

    /** Where the objects of a bucket lie as files. */
    public Path folder(String bucket) {
        return folder.resolve("objects").resolve(bucket);
    }

    /** The URL of a repository in a bucket, which is made if there is none, as restic writes it. */
    public String repository(String bucket, String prefix) throws IOException {
        createBucket(bucket);
        return "s3:" + endpoint() + "/" + bucket + "/" + prefix;
    }

    /** What a client of this server needs in its environment. */
    public static Map<String, String> credentials() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", SECRET_KEY,
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_REGION", "us-east-1",
                "AWS_EC2_METADATA_DISABLED", "true");
    }

    /** Ends the server; its objects stay. */
    @Override
    public void close() {
        process.close();
    }
}
