package lifeboat.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    private final Map<String, String> controllerEnvironment;
    private final Map<String, Agent> agents = new TreeMap<>();
    private String agentsDial;
    private Running controller; // null until it is started

    /** An agent, running or killed. */
    private record Agent(Command command, Running process) {}

    private ControlPlane(
            Path folder,
            Repository repository,
            Map<String, String> controllerEnvironment,
            int port,
            int metricsPort) {
        this.folder = folder;
        this.repository = repository;
        this.controllerEnvironment = Map.copyOf(controllerEnvironment);
        this.port = port;
        this.metricsPort = metricsPort;
        agentsDial = address();
    }

    /**
     * Starts a controller, and waits until it answers.
     *
     * @param folder for the data of all
     * @param repository that agents may use
     */
    public static ControlPlane start(Path folder, Repository repository)
            throws IOException, InterruptedException {
        return start(folder, repository, Map.of());
    }

    /**
     * The same.
     *
     * @param controllerEnvironment variables that only the controller gets
     */
    public static ControlPlane start(
            Path folder, Repository repository, Map<String, String> controllerEnvironment)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        ControlPlane plane =
                new ControlPlane(folder, repository, controllerEnvironment, freePort(), freePort());
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
        Command command =
                launcher(
                        "controller",
                        "run",
                        "--data",
                        data().toString(),
                        "--listen",
                        address(),
                        "--metrics",
                        metricsAddress());
        controller = command.with(repository.credentials()).with(controllerEnvironment).start();
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

    /** Kills the controller with SIGKILL, and deletes its data folder. */
    public void loseController() throws IOException, InterruptedException {
        killController();
        Scratch.delete(data());
    }

    /** Runs {@code lifeboat-controller rebuild} into the data folder. */
    public Finished rebuildController(Path kit, Path passphrase)
            throws IOException, InterruptedException {
        return withCredentials(
                        launcher(
                                "controller",
                                "rebuild",
                                "--data",
                                data().toString(),
                                "--kit",
                                kit.toString(),
                                "--passphrase-file",
                                passphrase.toString()))
                .run(COMMAND_LIMIT);
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
        agents.put(name, start(name, role, name, allowed, List.of(), environment));
    }

    /**
     * Lets a new machine, with a key of its own, take the name of an agent that was killed.
     *
     * @return starts the old machine's agent
     */
    public Command replaceAgent(String name, String role, Path allowed, String reason)
            throws IOException, InterruptedException {
        List<String> replace = List.of("--replace", "--yes", "--reason", reason);
        Agent old = agents.get(name);
        old.process().close();
        agents.put(name, start(name, role, name + "-new", allowed, replace, Map.of()));
        return old.command();
    }

    private Agent start(
            String name,
            String role,
            String machine,
            Path allowed,
            List<String> tokenOptions,
            Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> create =
                new ArrayList<>(
                        List.of("token", "create", "--host", name, "--role", role, "-o", "json"));
        create.addAll(tokenOptions);
        String token = require(create.toArray(String[]::new)).text("token");
        Path tokenFile =
                Files.createFile(
                        folder.resolve(machine + ".token"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tokenFile, token);
        Command command =
                withCredentials(
                                launcher(
                                        "agent",
                                        "run",
                                        "--controller",
                                        agentsDial,
                                        "--token-file",
                                        tokenFile.toString(),
                                        "--name",
                                        name,
                                        "--role",
                                        role,
                                        "--data",
                                        agentData(machine).toString(),
                                        "--allow",
                                        allowed.toString(),
                                        "--allow-repository",
                                        repository.url()))
                        .with(environment);
        return new Agent(command, command.start());
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

    /** Kills an agent's workers with SIGKILL; whether there was one. */
    public boolean killWorkers(String name) {
        return agents.get(name).process().killChildren();
    }

    /** Stops an agent, and not its workers, with SIGSTOP. */
    public void pauseAgent(String name) throws IOException, InterruptedException {
        agents.get(name).process().signal("STOP");
    }

    /** Lets a paused agent go on. */
    public void resumeAgent(String name) throws IOException, InterruptedException {
        agents.get(name).process().signal("CONT");
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

    /** Where the controller's metrics are. */
    public String metricsAddress() {
        return "127.0.0.1:" + metricsPort;
    }

    /** What Prometheus would scrape now. */
    public String metrics() throws IOException, InterruptedException {
        HttpRequest scrape =
                HttpRequest.newBuilder(URI.create("http://" + metricsAddress() + "/metrics"))
                        .timeout(START_LIMIT)
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(scrape, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** A way to the controller for the agents that are started from now on. */
    public Relay relayAgents() throws IOException {
        Relay relay = Relay.before(port);
        agentsDial = "127.0.0.1:" + relay.port();
        return relay;
    }

    /** The identity of the local administrator, which the controller makes at its first start. */
    public Path identity() {
        return data().resolve("admin");
    }

    /** The controller's data folder. */
    public Path data() {
        return folder.resolve("controller");
    }

    /** The data folder of the agent on a machine, which is named as its first host. */
    public Path agentData(String machine) {
        return folder.resolve("agent-" + machine);
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
