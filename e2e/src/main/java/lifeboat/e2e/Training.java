package lifeboat.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code Training FOLDER}: runs a small backup and a small restore over S3, so that the JVM writes
 * for each a cache of the classes it loads, {@code backup.aot} and {@code restore.aot}.
 *
 * <p>The launcher calls it after a build.
 */
public final class Training {

    private Training() {}

    public static void main(String[] args) throws Exception {
        Path caches = Files.createDirectories(Path.of(args[0]));
        try (Scratch scratch = Scratch.create("training");
                S3Server server = S3Server.start(scratch.resolve("s3"))) {
            Path home = scratch.resolve("home");
            SampleHome.small().write(home);
            Program program = new Program(Repository.on(server, "training", "home"));
            program.init();
            record(program, caches, "backup", home.toString());
            record(
                    program,
                    caches,
                    Program.restoreArguments("latest", home, scratch.resolve("target")));
        }
    }

    private static void record(Program program, Path caches, String... arguments) throws Exception {
        Path cache = caches.resolve(arguments[0] + ".aot");
        program.command(arguments)
                .with("LIFEBOAT_AOT", "no")
                .with("LIFEBOAT_JAVA_OPTS", "-XX:AOTCacheOutput=" + cache)
                .run(java.time.Duration.ofMinutes(2))
                .requireSuccess();
    }
}
