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
 * <p>The launcher calls it after a build.
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
        program.command("backup", home.toString())
                .with(recording("backup"))
                .run(LIMIT)
                .requireSuccess();
        program.command(Program.restoreArguments("latest", home, scratch.resolve("target")))
                .with(recording("restore"))
                .run(LIMIT)
                .requireSuccess();
        try (ControlPlane plane = ControlPlane.start(scratch.resolve("plane"), repository)) {
            controlPlane(plane, home);
        }
    }

    /** Controller and agent as they mostly start: with an identity, and a history. */
    private void controlPlane(ControlPlane plane, Path home)
            throws IOException, InterruptedException {
        plane.startAgent(HOST, "master", home);
        plane.applyPlan(PLAN, HOST, home);
        plane.run("backup", "run", PLAN, "--wait").requireSuccess();
        plane.killAgent(HOST);
        plane.killController();
        plane.startController(recording("controller"));
        plane.restartAgent(HOST, recording("run"));
        plane.run("backup", "run", PLAN, "--wait").requireSuccess(); // by now all is connected
        plane.command("status").with(recording("cli")).run(LIMIT).requireSuccess();
        plane.agent(HOST).askToEnd(); // both write their caches side by side
        plane.controller().askToEnd();
        plane.agent(HOST).await(LIMIT);
        plane.controller().await(LIMIT);
    }

    private Map<String, String> recording(String cache) {
        return Map.of(
                "LIFEBOAT_AOT",
                "no",
                "LIFEBOAT_JAVA_OPTS",
                "-XX:AOTCacheOutput=" + caches.resolve(cache + ".aot"));
    }
}
