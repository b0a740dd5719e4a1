package lifeboat.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A controller and agents on loopback, each a process of its own, started as their users start
 * them. Not thread-safe.
 */
public final class ControlPlane implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(10);

    private final Path folder;
    private final Repository repository;
    private final int port;
    private final int metricsPort;
    private final Map<String, Agent> agents = new TreeMap<>();
    private Running controller; // null until it is started

    /** An agent, running or killed. */
    private record Agent(Command command, Running process) {}

    private ControlPlane(Path folder, Repository repository, int port, int metricsPort) {
        this.folder = folder;
        this.repository = repository;
        this.port = port;
        this.metricsPort = metricsPort;
    }

    /**
     * Starts a controller, and waits until it answers.
     *
     * @param folder for the data of all
     * @param repository that agents may use
     */
    public static ControlPlane start(Path folder, Repository repository)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        ControlPlane plane = new ControlPlane(folder, repository, freePort(), freePort());
        boolean answers = false;
        try {
            plane.startController();
            answers = true;
        } finally {
            if (!answers) {
                plane.close();
            }
        }
        return plane;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts the controller over the data of the one before, and waits until it answers. */
    public void startController() throws IOException, InterruptedException {
        controller =
                withCredentials(
                                launcher(
                                        "controller",
                                        "run",
                                        "--data",
                                        data().toString(),
                                        "--listen",
                                        address(),
                                        "--metrics",
                                        "127.0.0.1:" + metricsPort))
                        .start();
        for (long i = 0; i < START_LIMIT.dividedBy(LOOK_EVERY); i++) {
            if (controller.endsWithin(LOOK_EVERY)) {
                throw new IOException("the controller ended: " + controller.errorsSoFar());
            }
            if (Files.isDirectory(identity()) && answers(port)) {
                return;
            }
        }
        throw new IOException("the controller does not answer: " + controller.errorsSoFar());
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills the controller with SIGKILL. */
    public void killController() throws InterruptedException {
        controller.kill();
        controller.close();
    }

    /**
     * Enrols a new agent by a join token of its own.
     *
     * @param role {@code master} or {@code slave}
     * @param allowed the directory that it may save and restore
     */
    public void startAgent(String name, String role, Path allowed)
            throws IOException, InterruptedException {
        startAgent(name, role, allowed, Map.of());
    }

    /** The same, with more variables in its environment. */
    void startAgent(String name, String role, Path allowed, Map<String, String> environment)
            throws IOException, InterruptedException {
        String token =
                require("token", "create", "--host", name, "--role", role, "-o", "json")
                        .text("token");
        Path tokenFile =
                Files.createFile(
                        folder.resolve(name + ".token"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tokenFile, token);
        Command command =
                withCredentials(
                        launcher(
                                "agent",
                                "run",
                                "--controller",
                                address(),
                                "--token-file",
                                tokenFile.toString(),
                                "--name",
                                name,
                                "--role",
                                role,
                                "--data",
                                folder.resolve("agent-" + name).toString(),
                                "--allow",
                                allowed.toString(),
                                "--allow-repository",
                                repository.url()))
                        .with(environment);
        agents.put(name, new Agent(command, command.start()));
    }

    /** The controller's process. */
    public Running controller() {
        return controller;
    }

    /** An agent's process. */
    public Running agent(String name) {
        return agents.get(name).process();
    }

    /** Kills an agent with SIGKILL; its worker notices, and ends. */
    public void killAgent(String name) throws InterruptedException {
        agents.get(name).process().kill();
    }

    /** Starts an agent again over the data of the one that was killed. */
    public void restartAgent(String name) throws IOException {
        Agent agent = agents.get(name);
        agent.process().close();
        agents.put(name, new Agent(agent.command(), agent.command().start()));
    }

    /**
     * Applies a recovery plan for {@code path} of {@code host}, in the repository that agents use.
     *
     * @return the plan's file
     */
    public Path applyPlan(String name, String host, Path path)
            throws IOException, InterruptedException {
        Path plan =
                Files.writeString(
                        folder.resolve(name + ".plan.yaml"),
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
                                .formatted(name, host, path, repository.url()));
        Path password = Files.writeString(folder.resolve("password"), repository.password());
        run("plan", "apply", plan.toString(), "--repository-password-file", password.toString())
                .requireSuccess();
        return plan;
    }

    /** A command line of the operators' program, not yet run. */
    public Command command(String... arguments) {
        return launcher(arguments)
                .with("LIFEBOAT_CONTROLLER", address())
                .with("LIFEBOAT_IDENTITY", identity().toString());
    }

    /** Runs a command of the operators' program. */
    public Finished run(String... arguments) throws IOException, InterruptedException {
        return command(arguments).run(COMMAND_LIMIT);
    }

    /** Runs a command of the operators' program that must end with 0 and print one JSON object. */
    public Json require(String... arguments) throws IOException, InterruptedException {
        return Json.parse(run(arguments).requireSuccess().text());
    }

    /** Where the controller listens. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** The identity of the local administrator, which the controller makes at its first start. */
    public Path identity() {
        return data().resolve("admin");
    }

    private Path data() {
        return folder.resolve("controller");
    }

    private Command withCredentials(Command command) {
        return command.with(repository.credentials());
    }

    private static Command launcher(String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Checkout.here().launcher().toString());
        words.addAll(List.of(arguments));
        return Command.of(words).with("LIFEBOAT_BUILD", "no");
    }

    /** Kills all processes; their data stay. */
    @Override
    public void close() {
        agents.values().forEach(agent -> agent.process().close());
        if (controller != null) {
            controller.close();
        }
    }
}
