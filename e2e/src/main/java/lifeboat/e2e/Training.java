package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * {@code Training FOLDER}: runs each program over a small home, so that the JVM writes a cache of
 * the classes it loads: {@code backup.aot} and {@code restore.aot} of the agent at work, {@code
 * run.aot} of one that waits, {@code controller.aot}, and {@code cli.aot} of {@code status}.
 *
 * <p>None for the controller, which starts seldom: it would save 1.5 s of processor time at each
 * start and cost 38 MiB of memory for good. The launcher calls this after a build.
 */
public final class Training {

    private static final Duration LIMIT =
            Duration.ofMinutes(10); // of a machine that builds beside it
    private static final String HOST = "ci";
    private static final String PLAN = "jenkins";

    private final Path caches;
    private final Path scratch;
    private final Repository repository;

    private Training(Path caches, Path scratch, Repository repository) {
        this.caches = caches;
        this.scratch = scratch;
        this.repository = repository;
    }

    public static void main(String[] args) throws Exception {
        Path caches = Files.createDirectories(Path.of(args[0]));
        try (Scratch scratch = Scratch.create("training");
                S3Server server = S3Server.start(scratch.resolve("s3"))) {
            Repository repository = Repository.on(server, "training", "home");
            new Training(caches, scratch.path(), repository).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        Path home = scratch.resolve("home");
        SampleHome.small().write(home);
        Program program = new Program(repository);
        program.init();
        Command backup =
                program.command("backup", home.toString(), "--tag", "plan=" + PLAN, "--host", "ci");
        Command restore =
                program.command(
                        Program.restoreArguments("latest", home, scratch.resolve("target")));
        try (Running saving = backup.with(recording("backup")).start(); // beside the plane's start
                ControlPlane plane = ControlPlane.start(scratch.resolve("plane"), repository)) {
            plane.startAgent(HOST, "master", home, recording("run"));
            saving.await(LIMIT).requireSuccess();
            try (Running restoring = restore.with(recording("restore")).start()) {
                plane.applyPlan(PLAN, HOST, home);
                plane.command("status").with(recording("cli")).run(LIMIT).requireSuccess();
                plane.agent(HOST).askToEnd();
                plane.agent(HOST).await(LIMIT);
                restoring.await(LIMIT).requireSuccess();
            }
        }
    }

    private Map<String, String> recording(String cache) {
        return Map.of(
                "LIFEBOAT_AOT",
                "no",
                "LIFEBOAT_JAVA_OPTS",
                "-XX:AOTCacheOutput=" + caches.resolve(cache + ".aot"));
    }
}
