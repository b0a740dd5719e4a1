package lifeboat.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import lifeboat.agent.command.Surroundings;
import lifeboat.agent.output.Console;
import lifeboat.engine.Platform;
import lifeboat.engine.Progress;
import lifeboat.engine.store.BoundedObjectStore;
import lifeboat.engine.store.LocalObjectStore;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.RepositoryUrl;
import lifeboat.engine.store.RetryPolicy;
import lifeboat.engine.store.RetryingObjectStore;
import lifeboat.engine.store.s3.S3ObjectStore;
import lifeboat.engine.store.s3.S3Settings;

/** Builds the real surroundings: the machine's clock, streams and stores. */
final class Wiring {

    /** Calls to a store at a time; beyond this S3 gives little more to one client. */
    private static final int CALLS = 16;

    /** Locks are refreshed beside the calls. */
    private static final int CONNECTIONS = CALLS + 2;

    /**
     * For the first call: a name that is mistyped shall not take {@link RetryPolicy#PATIENT} to be
     * noticed.
     */
    private static final RetryPolicy FIRST_ANSWER =
            new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(30));

    private static final int OUTPUT_BYTES = 1 << 16;

    private Wiring() {}

    static Surroundings surroundings() {
        Map<String, String> environment = System.getenv();
        Platform platform = new Platform(Clock.systemUTC(), System::nanoTime, Thread::sleep);
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        boolean terminal = isTerminal() && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Surroundings(
                new Console(out, err, terminal),
                environment,
                platform,
                (url, progress) -> open(url, platform, progress),
                hostname(),
                System.getProperty("user.name"));
    }

    /** UTF-8 whatever the locale, as paths and JSON are; in a container there often is none. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(descriptor), OUTPUT_BYTES),
                false,
                UTF_8);
    }

    private static boolean isTerminal() {
        try { // System.console() asks for stdin and stdout, but progress goes to stderr
            String place = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return place.startsWith("/dev/pts/")
                    || place.startsWith("/dev/tty")
                    || place.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private static String hostname() {
        try { // InetAddress would ask the name service
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }

    private static ObjectStore open(RepositoryUrl url, Platform platform, Progress progress)
            throws InterruptedException {
        return switch (url) {
            case RepositoryUrl.Local(Path folder) ->
                    patient(new LocalObjectStore(folder, platform.clock()), platform, progress);
            case RepositoryUrl.S3 s3 -> {
                ObjectStore store =
                        S3ObjectStore.open(
                                s3.target(), S3Settings.of(CONNECTIONS), platform.clock());
                boolean answers = false;
                try {
                    retrying(store, FIRST_ANSWER, platform, progress).now();
                    answers = true;
                } finally {
                    if (!answers) {
                        store.close();
                    }
                }
                yield patient(store, platform, progress);
            }
        };
    }

    /** Calls that wait to be repeated hold no permit. */
    private static ObjectStore patient(ObjectStore store, Platform platform, Progress progress) {
        ObjectStore bounded = new BoundedObjectStore(store, CALLS);
        return retrying(bounded, RetryPolicy.PATIENT, platform, progress);
    }

    private static ObjectStore retrying(
            ObjectStore store, RetryPolicy policy, Platform platform, Progress progress) {
        return new RetryingObjectStore(
                store,
                policy,
                platform,
                new Random(),
                wait ->
                        progress.notice(
                                "waiting for the store: %s (try %d, next in %d s)"
                                        .formatted(
                                                wait.reason().getMessage(),
                                                wait.failures() + 1,
                                                wait.delay().toSeconds())));
    }
}
