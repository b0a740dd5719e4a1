package lifeboat.engine.store.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lifeboat.engine.store.ObjectStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A real S3 server (S3Proxy) in a process of its own on loopback, over a folder. Takes about two
 * seconds to start: share one per test class.
 */
public final class S3Server implements AutoCloseable {

    private static final String BUCKET = "bucket";
    private static final String ACCESS_KEY = "test";
    private static final String SECRET_KEY = "testsecret";
    private static final long START_SECONDS = 30;

    private final Process process;
    private final int port;
    private final Path buckets;

    private S3Server(Process process, int port, Path buckets) {
        this.process = process;
        this.port = port;
        this.buckets = buckets;
    }

    /** Starts a server with one empty bucket; {@code folder} is empty and left as it ends. */
    public static S3Server start(Path folder) throws IOException, InterruptedException {
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        Files.createDirectory(buckets.resolve(BUCKET));
        Path log = folder.resolve("s3-server.log");
        int port = freePort();
        Path properties = folder.resolve("s3-server.properties");
        Files.writeString(
                properties,
                """
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.identity=x
                jclouds.credential=x
                jclouds.filesystem.basedir=%s
                """
                        .formatted(port, ACCESS_KEY, SECRET_KEY, buckets));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                jar().toString(),
                                "--properties",
                                properties.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        S3Server server = new S3Server(process, port, buckets);
        try {
            server.awaitPort(log);
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Path jar() {
        return Stream.of("target", "../engine/target")
                .map(target -> Path.of(target, "s3-server", "s3proxy.jar"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no s3proxy.jar: build engine with Maven"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the S3 server did not start:\n" + Files.readString(log));
            }
            Thread.sleep(50);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A place in the server's bucket, as a user writes it. */
    public String url(String prefix) {
        return "s3:http://127.0.0.1:" + port + "/" + BUCKET + "/" + prefix;
    }

    /** What a process needs in its environment to be let in. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", SECRET_KEY,
                "AWS_REGION", "us-east-1");
    }

    /** Opens a place without looking at this process's environment; the caller closes it. */
    public ObjectStore open(String prefix) {
        return open(S3Target.parse(url(prefix)), SECRET_KEY);
    }

    static ObjectStore open(S3Target target, String secretKey) {
        return S3ObjectStore.open(
                target,
                S3Settings.of(4),
                Clock.systemUTC(),
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(ACCESS_KEY, secretKey)));
    }

    /** The folder that holds a place's objects as files. */
    public Path folder(String prefix) {
        return buckets.resolve(BUCKET).resolve(prefix);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
