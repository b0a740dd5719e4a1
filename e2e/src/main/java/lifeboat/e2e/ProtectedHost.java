package lifeboat.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A host with a sample home, and the control plane that protects it: controller, agent and store on
 * this machine, each reached through a relay. Not thread-safe.
 */
public final class ProtectedHost implements AutoCloseable {

    public static final String HOST = "ci-host";
    public static final String PLAN = "ci";

    private static final String BUCKET = "protected";

    private final SampleHome sample;
    private final Path volume;
    private final Path snapshots;
    private final Program program;
    private final Relay store;
    private final MovableClock clock;
    private final ControlPlane plane;
    private final Relay link;

    private ProtectedHost(
            S3Server server, Path work, SampleHome sample, Repository repository, Relay store)
            throws IOException, InterruptedException {
        this.sample = sample;
        volume = Files.createDirectories(work.resolve("volume"));
        snapshots = server.folder(BUCKET).resolve(PLAN).resolve("snapshots");
        program = new Program(repository);
        this.store = store;
        clock = MovableClock.in(work);
        plane = ControlPlane.start(work.resolve("plane"), repository, clock.environment());
        link = plane.relayAgents();
    }

    /**
     * Starts all, and applies the plan; nothing is saved yet.
     *
     * @param work a folder for everything
     */
    public static ProtectedHost start(S3Server server, Path work, SampleHome sample)
            throws IOException, InterruptedException {
        Repository direct = Repository.on(server, BUCKET, PLAN);
        Relay store = Relay.before(URI.create(server.endpoint()).getPort());
        boolean started = false;
        try {
            Repository repository =
                    direct.at(
                            direct.url()
                                    .replace(
                                            server.endpoint(), "http://127.0.0.1:" + store.port()));
            ProtectedHost host = new ProtectedHost(server, work, sample, repository, store);
            host.applyPlan();
            started = true;
            return host;
        } finally {
            if (!started) {
                store.close();
            }
        }
    }

    private void applyPlan() throws IOException, InterruptedException {
        boolean applied = false;
        try {
            writeHome(sample.seed());
            program.init();
            plane.startAgent(HOST, "master", volume);
            Path plan =
                    Files.writeString(
                            volume.resolveSibling("plan.yaml"),
                            """
                            name: %s
                            service:
                              name: ci
                            host: %s
                            paths:
                              - %s
                            repository:
                              name: main
                              url: %s
                            objectives:
                              recoveryPoint: 26h
                              recoveryTime: 3h
                            """
                                    .formatted(PLAN, HOST, home(), program.repository().url()));
            Path password =
                    Files.writeString(
                            volume.resolveSibling("password"), program.repository().password());
            plane.run(
                            "plan",
                            "apply",
                            plan.toString(),
                            "--repository-password-file",
                            password.toString())
                    .requireSuccess();
            applied = true;
        } finally {
            if (!applied) {
                plane.close();
                link.close();
            }
        }
    }

    /** Puts another home, of the same size, in the place of the one that is there. */
    public void writeHome(long seed) throws IOException, InterruptedException {
        Scratch.delete(home());
        new SampleHome(
                        sample.jobs(),
                        sample.builds(),
                        sample.fingerprints(),
                        sample.plugins(),
                        seed)
                .write(home());
    }

    /** What is protected. */
    public Path home() {
        return volume.resolve("home");
    }

    /** What the agent may save and restore. */
    public Path volume() {
        return volume;
    }

    /** The break-glass command line on the same repository. */
    public Program program() {
        return program;
    }

    /** Between all programs and the store. */
    public Relay store() {
        return store;
    }

    /** Between agent and controller. */
    public Relay link() {
        return link;
    }

    /** The controller's. */
    public MovableClock clock() {
        return clock;
    }

    public ControlPlane plane() {
        return plane;
    }

    /** How many snapshots there are, by the files in the bucket. */
    public long countSnapshots() throws IOException {
        try (Stream<Path> files = Files.list(snapshots)) {
            return files.count();
        }
    }

    /** The command that saves the home, and waits. */
    public static String[] backupCommand() {
        return new String[] {"backup", "run", PLAN, "--wait", "-o", "json"};
    }

    /** The command that restores a snapshot into a directory of the volume, and waits. */
    public String[] restoreCommand(String snapshot, String target) {
        return new String[] {
            "restore",
            "run",
            PLAN,
            "--snapshot",
            snapshot,
            "--target",
            volume.resolve(target).toString(),
            "--wait",
            "-o",
            "json"
        };
    }

    /** Compares a directory of the volume, which is then deleted. */
    public void requireRestored(TreeListing expected, String target)
            throws IOException, InterruptedException {
        Path root = volume.resolve(target);
        List<String> differences = expected.differences(TreeListing.of(root), 10);
        if (!differences.isEmpty()) {
            throw new IOException(root + " differs:\n" + String.join("\n", differences));
        }
        Scratch.delete(root);
    }

    @Override
    public void close() throws IOException {
        plane.close();
        link.close();
        store.close();
    }
}
