package lifeboat.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import lifeboat.agent.command.Surroundings;
import lifeboat.agent.output.Console;
import lifeboat.agent.worker.WorkerProgram;
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

    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final String WORKER_FLAGS =
            "--enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 -XX:+UseSerialGC -Xss512k"
                    + " -Xms48m -Xmx384m -Xmn24m";

    private Wiring() {}

    static Surroundings surroundings() {
        Map<String, String> environment = System.getenv();
        Platform platform = platform();
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        boolean terminal = isTerminal() && !environment.getOrDefault("TERM", "").equals("dumb");
        Console console = new Console(out, err, terminal);
        return new Surroundings(
                console,
                environment,
                platform,
                (url, progress) -> open(url, platform, progress),
                config ->
                        new AgentRun(config, environment, platform, log(console, platform))
                                .run(version(), workerCommand()),
                hostname(),
                System.getProperty("user.name"));
    }

    private static Consumer<String> log(Console console, Platform platform) {
        return line ->
                console.warn(
                        platform.clock().instant().truncatedTo(ChronoUnit.SECONDS)
                                + " "
                                + line.lines().map(String::strip).collect(joining(" ")));
    }

    private static String version() {
        return Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }

    /**
     * This Java with this class path and a heap for work; with the flags in the property {@code
     * lifeboat.worker.flags}, which the launcher sets.
     */
    private static List<String> workerCommand() {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) { // services on this host come first
            command.addAll(List.of(NICE.toString(), "-n", "5"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String flags = System.getProperty("lifeboat.worker.flags", WORKER_FLAGS);
        Pattern.compile("\\s+").splitAsStream(flags.strip()).forEach(command::add);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), WorkerMain.class.getName()));
        return command;
    }

    /** A worker that hears and speaks through {@code in} and {@code out}. */
    static WorkerProgram worker(InputStream in, OutputStream out) {
        Platform platform = platform();
        return new WorkerProgram(
                (url, progress) -> open(url, platform, progress), platform, in, out);
    }

    static Platform platform() {
        return new Platform(Clock.systemUTC(), System::nanoTime, Thread::sleep);
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
