package lifeboat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lifeboat.cli.command.Prompt;
import lifeboat.cli.command.Surroundings;
import lifeboat.cli.output.Console;
import lifeboat.cli.wire.TlsConnector;

/** Builds the real surroundings: the machine's clock, streams and network. */
final class Wiring {

    private static final int OUTPUT_BYTES = 1 << 16;

    /** For the last words of a command that is stopped. */
    private static final int LAST_WORDS_SECONDS = 2;

    private Wiring() {}

    static Surroundings surroundings() {
        Map<String, String> environment = System.getenv();
        boolean canRedraw =
                isTerminal(2) && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        Console console =
                new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), canRedraw);
        return new Surroundings(
                console,
                isTerminal(0) && isTerminal(2) ? prompt(console) : _ -> Optional.empty(),
                environment,
                Path.of(System.getProperty("user.home")),
                new TlsConnector(),
                Clock.systemUTC(),
                System::nanoTime,
                Thread::sleep);
    }

    /**
     * Lets a command that SIGINT, SIGTERM or SIGHUP ends say what goes on without it. The JVM then
     * exits as it does after a signal: with 130 after Ctrl-C.
     */
    static void whenAskedToStop(Thread worker, CountDownLatch ended) {
        Runnable stop =
                () -> {
                    if (ended.getCount() > 0) {
                        worker.interrupt();
                        try {
                            ended.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
                        } catch (InterruptedException _) {
                            // the JVM ends anyway
                        }
                    }
                };
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stop));
    }

    private static Prompt prompt(Console console) {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(new FileInputStream(FileDescriptor.in), UTF_8));
        return question -> {
            console.ask(question);
            try {
                return Optional.ofNullable(in.readLine());
            } catch (IOException _) {
                return Optional.empty();
            }
        };
    }

    /** UTF-8 whatever the locale, as names and JSON are; in a container there often is none. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), OUTPUT_BYTES),
                false,
                UTF_8);
    }

    private static boolean isTerminal(int descriptor) {
        try { // System.console() asks for stdin and stdout at once
            String place =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return place.startsWith("/dev/pts/")
                    || place.startsWith("/dev/tty")
                    || place.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
