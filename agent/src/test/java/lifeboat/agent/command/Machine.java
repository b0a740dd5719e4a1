package lifeboat.agent.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import lifeboat.agent.output.Streams;
import lifeboat.engine.Platform;
import lifeboat.engine.store.LocalObjectStore;
import lifeboat.engine.store.RepositoryUrl;

/** A machine to run the program on: its environment, a clock that stands, folders as stores. */
final class Machine {

    private static final Path GOLDEN =
            Path.of("../engine/src/test/resources/golden/repository/restic-0.14");

    private final Streams streams = new Streams();
    private final Map<String, String> environment = new HashMap<>();
    private Surroundings.Stores stores =
            (url, _) ->
                    switch (url) {
                        case RepositoryUrl.Local(Path folder) ->
                                new LocalObjectStore(folder, Clock.systemUTC());
                        case RepositoryUrl.S3 s3 -> throw new AssertionError(s3.target());
                    };

    /** A machine that knows the golden repository {@code version}, copied into {@code folder}. */
    static Machine with(String version, Path folder) throws IOException {
        Path from = GOLDEN.resolve(version);
        Path copy = Files.createDirectories(folder).resolve("repository");
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, copy.resolve(from.relativize(path).toString()));
            }
        }
        return new Machine()
                .set("LIFEBOAT_REPO", copy.toString())
                .set("LIFEBOAT_PASSWORD", "geheim");
    }

    Machine set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Machine unset(String name) {
        environment.remove(name);
        return this;
    }

    Machine stores(Surroundings.Stores other) {
        stores = other;
        return this;
    }

    int run(String... arguments) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-23T00:00:00Z"), ZoneOffset.UTC);
        return Program.run(
                arguments,
                new Surroundings(
                        streams.console(false),
                        environment,
                        new Platform(clock, () -> 0, Machine::sleep),
                        stores,
                        config -> {
                            throw new AssertionError(config);
                        },
                        "here",
                        "somebody"));
    }

    /** No time passes: what comes round at a rhythm never does, short pauses are over at once. */
    private static void sleep(Duration duration) throws InterruptedException {
        if (duration.compareTo(Duration.ofSeconds(1)) >= 0) {
            new CountDownLatch(1).await();
        }
    }

    Path repository() {
        return Path.of(environment.get("LIFEBOAT_REPO"));
    }

    String out() {
        return streams.out();
    }

    List<String> outLines() {
        return streams.out().lines().toList();
    }

    List<String> errLines() {
        return streams.errLines();
    }

    /** Flips a byte in the middle of a file of the repository. */
    void damage(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            content[content.length / 2] ^= 1;
            Files.delete(file);
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
