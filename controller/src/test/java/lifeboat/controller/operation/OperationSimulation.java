package lifeboat.controller.operation;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.operation.FaultyJournal.Crash;
import lifeboat.controller.operation.FaultyJournal.Fate;
import lifeboat.controller.plan.PlanName;

/**
 * A controller, its agents, the network between them and an operator, all of one seed: the same one
 * does the same again. For {@link #FAULTS} everything fails that can; then nothing does any more,
 * and all operations have to end.
 */
final class OperationSimulation implements SimulatedAgent.Surroundings {

    private static final long FAULTS = Duration.ofMinutes(20).toMillis();
    private static final long OPERATOR_ACTS = FAULTS + Duration.ofHours(1).toMillis();
    private static final long END = FAULTS + Duration.ofHours(3).toMillis();
    private static final List<HostName> HOSTS =
            List.of(new HostName("master-a"), new HostName("master-b"));
    private static final List<Fate> FAULTY =
            List.of(Fate.CRASH_BEFORE, Fate.CRASH_AFTER, Fate.ERROR_BEFORE, Fate.ERROR_AFTER);
    private static final List<String> PATHS = List.of("/home", "/home/ci", "/srv");

    private record Timer(long at, long number, Runnable call) {}

    private record Connection(Session session, SimulatedAgent agent) {}

    private final RandomGenerator random;
    private final Consumer<String> trace;
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private final MemoryOperationJournal stored = new MemoryOperationJournal();
    private final FaultyJournal journal = new FaultyJournal(stored, this::fate);
    private final Map<HostName, SimulatedAgent> agents = new HashMap<>();
    private final Map<HostName, Connection> ofAgents = new HashMap<>(); // as the agents see them
    private final Map<HostName, Connection> ofController = new HashMap<>(); // as the wire does
    private final SimulationChecks checks;
    private long now;
    private long clockOffset;
    private long timersMade;
    private long connections;
    private OperationRunner runner; // null while the controller is down

    OperationSimulation(long seed, Consumer<String> trace) {
        random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
        this.trace = trace;
        checks = new SimulationChecks(stored);
    }

    /**
     * Returns all operations and the events that they came through, as they ended.
     *
     * @throws AssertionError if an invariant is broken
     */
    Map<Operation, List<LogEntry>> run() {
        startController();
        HOSTS.forEach(this::newAgent);
        planFaults();
        planWork();
        after(5_000, this::sweep);
        while (now < OPERATOR_ACTS && (now < FAULTS || !allEnded())) {
            step();
        }
        if (!allEnded()) {
            checks.whatHasNotEndedSaysWhatToDo();
            agents.values().forEach(this::restart);
        }
        while (now < END && !allEnded()) {
            step();
        }
        checks.everythingHasEnded();
        checks.journalsReplayToTheSameStates();
        checks.outcomesAreTrue();
        return stored.newest(Integer.MAX_VALUE).stream()
                .collect(Collectors.toMap(Function.identity(), o -> stored.log(o.id())));
    }

    private void step() {
        Timer timer = timers.remove();
        now = timer.at();
        timer.call().run();
    }

    private boolean allEnded() {
        return runner != null && stored.unfinished().isEmpty();
    }

    private boolean calm() {
        return now >= FAULTS;
    }

    private boolean happens(int percent) {
        return !calm() && random.nextInt(100) < percent;
    }

    @Override
    public void after(long millis, Runnable call) {
        timers.add(new Timer(now + millis, timersMade++, call));
    }

    private long within(long millis) {
        return 1 + random.nextLong(millis);
    }

    // What is wanted, and what goes wrong.

    private void planWork() {
        for (int i = 0; i < 6; i++) {
            after(within(FAULTS), () -> start(someWork()));
        }
    }

    private Work someWork() {
        HostName host = HOSTS.get(random.nextInt(HOSTS.size()));
        PlanName plan = new PlanName("plan-" + random.nextInt(3));
        String path = PATHS.get(random.nextInt(PATHS.size()));
        return switch (random.nextInt(4)) {
            case 0 -> Samples.backup(plan, host, path);
            case 1 -> new Work.CheckWork(plan, host, "main", 1);
            default ->
                    new Work.RestoreWork(
                            plan,
                            host,
                            "main",
                            "ab12",
                            path,
                            "/",
                            List.of(),
                            true,
                            false,
                            false,
                            random.nextInt(8) == 0);
        };
    }

    private void start(Work work) {
        ask(
                r -> {
                    Operation operation = r.start(work, "ann", "");
                    say("start " + operation.id() + " " + operation.kind() + " " + work.host());
                    r.watch(operation.id(), checks.watcher());
                    if (random.nextInt(3) == 0) {
                        after(within(300_000), () -> cancel(operation.id()));
                    }
                });
    }

    private void cancel(OperationId id) {
        say("cancel " + id);
        if (!ask(r -> r.cancel(id, "bob", "enough"))) {
            after(1_000, () -> cancel(id));
        }
    }

    private void planFaults() {
        for (int i = 0; i < 4; i++) {
            HostName host = HOSTS.get(random.nextInt(HOSTS.size()));
            after(within(FAULTS), () -> restart(agents.get(host)));
            after(within(FAULTS), () -> cut(ofAgents.get(host)));
        }
        after(within(FAULTS), this::crashController);
        long jump = (random.nextBoolean() ? 1 : -1) * Duration.ofHours(1).toMillis();
        after(
                within(FAULTS),
                () -> {
                    clockOffset += jump;
                    say("the clock jumps by " + jump);
                });
        if (random.nextInt(5) == 0) {
            after(within(FAULTS), () -> replace(HOSTS.getFirst()));
        }
    }

    private Fate fate() {
        if (!happens(3)) {
            return Fate.DONE;
        }
        return FAULTY.get(random.nextInt(FAULTY.size()));
    }

    // The controller.

    private void startController() {
        if (runner != null) {
            return;
        }
        InstantSource time = () -> Samples.NOON.plusMillis(now + clockOffset);
        try {
            if (now > 0 && random.nextInt(4) == 0) {
                say("the controller was rebuilt");
                Orphans.note(journal, time.instant());
            }
            runner =
                    new OperationRunner(journal, this::send, time.withZone(ZoneOffset.UTC), random);
            say("the controller starts");
        } catch (Crash | IllegalStateException e) {
            after(within(10_000), this::startController);
        }
    }

    private void crashController() {
        if (runner == null) {
            return;
        }
        say("the controller crashes");
        runner = null;
        List<Connection> open = List.copyOf(ofController.values());
        ofController.clear();
        open.forEach(c -> after(within(10_000), () -> disconnect(c)));
        after(within(120_000), this::startController);
    }

    /** Returns whether the controller has answered. */
    private boolean ask(Consumer<OperationRunner> call) {
        if (runner == null) {
            return false;
        }
        try {
            call.accept(runner);
            return true;
        } catch (Crash e) {
            crashController();
            return false;
        } catch (IllegalStateException | ControllerException e) {
            say("the controller answers " + e.getMessage());
            if (calm()) {
                throw e;
            }
            return false;
        }
    }

    private void sweep() {
        ask(OperationRunner::sweep);
        after(calm() ? 20_000 : 5_000, this::sweep);
    }

    // Agents.

    private void newAgent(HostName host) {
        SimulatedAgent agent = new SimulatedAgent(host, random, this);
        agents.put(host, agent);
        agent.start();
        after(within(5_000), () -> connect(agent));
    }

    private void restart(SimulatedAgent agent) {
        if (!agent.isAlive()) {
            return;
        }
        say("agent " + agent.host() + " crashes");
        agent.crash();
        Connection connection = ofAgents.remove(agent.host());
        after(
                within(120_000),
                () -> {
                    if (agents.get(agent.host()) == agent) {
                        say("agent " + agent.host() + " starts");
                        agent.start();
                        connect(agent);
                    }
                });
        if (connection != null) {
            after(within(60_000), () -> linkLost(connection));
        }
    }

    private void replace(HostName host) {
        SimulatedAgent old = agents.get(host);
        say("host " + host + " is replaced");
        old.crash();
        ofAgents.remove(host);
        agents.put(host, new SimulatedAgent(host, random, this));
        hostReplaced(host);
    }

    private void hostReplaced(HostName host) {
        ofController.remove(host);
        if (ask(r -> r.hostReplaced(host, "it burnt"))) {
            newAgent(host);
        } else {
            after(1_000, () -> hostReplaced(host));
        }
    }

    // The network.

    private void connect(SimulatedAgent agent) {
        if (!agent.isAlive() || ofAgents.containsKey(agent.host())) {
            return;
        }
        Connection connection = new Connection(new Session(agent.host(), connections++), agent);
        ofAgents.put(agent.host(), connection);
        AgentEvent.Hello hello = agent.hello();
        after(within(1_000), () -> welcome(connection, hello));
    }

    private void welcome(Connection connection, AgentEvent.Hello hello) {
        if (!connection.equals(ofAgents.get(connection.agent().host()))) {
            return;
        }
        if (runner == null || happens(10)) {
            disconnect(connection);
            return;
        }
        say("hello of " + connection.session() + " " + hello.steps());
        ofController.put(connection.agent().host(), connection);
        if (!ask(r -> r.handle(connection.session(), hello))) {
            cut(connection);
        }
    }

    /** Ends a connection, which each side notices in its own time. */
    private void cut(Connection connection) {
        if (connection == null) {
            return;
        }
        say("cut " + connection.session());
        after(within(20_000), () -> disconnect(connection));
        after(within(20_000), () -> linkLost(connection));
    }

    /** The agent notices the end of its connection. */
    private void disconnect(Connection connection) {
        SimulatedAgent agent = connection.agent();
        if (ofAgents.remove(agent.host(), connection)) {
            after(within(30_000), () -> connect(agent));
        }
    }

    /** The controller does. */
    private void linkLost(Connection connection) {
        ofController.remove(connection.agent().host(), connection);
        Session session = connection.session();
        if (runner != null && !ask(r -> r.handle(session, new AgentEvent.LinkLost()))) {
            after(1_000, () -> linkLost(connection));
        }
    }

    @Override
    public void say(SimulatedAgent agent, AgentEvent event) {
        Connection connection = ofAgents.get(agent.host());
        if (connection == null) {
            return;
        }
        travel(
                () -> {
                    if (connection.equals(ofController.get(agent.host()))) {
                        say(agent.host() + " says " + event);
                        if (!ask(r -> r.handle(connection.session(), event))) {
                            cut(connection);
                        }
                    }
                });
    }

    private void send(Session session, AgentCommand command) {
        if (command instanceof AgentCommand.Perform perform) {
            checks.fenceRises(perform.fence());
        }
        Connection connection = ofController.get(session.host());
        if (connection == null || !connection.session().equals(session)) {
            return;
        }
        travel(
                () -> {
                    if (connection.equals(ofAgents.get(session.host()))) {
                        say(session.host() + " hears " + command);
                        connection.agent().hear(command);
                    }
                });
    }

    /** Loses, repeats and delays, each on its own, so that the order is any. */
    private void travel(Runnable arrival) {
        if (happens(10)) {
            return;
        }
        after(within(calm() ? 100 : 3_000), arrival);
        if (happens(10)) {
            after(within(10_000), arrival);
        }
    }

    // What happens is checked at once.

    @Override
    public void wrote(SimulatedAgent agent, Work work, StepRef step, int attempt) {
        checks.wrote(agent, work, step, attempt);
    }

    @Override
    public void ended(SimulatedAgent agent, StepRef step, int attempt, TaskOutcome outcome) {
        checks.ended(agent, step, attempt, outcome);
    }

    @Override
    public void violated(String invariant) {
        throw new AssertionError(invariant);
    }

    private void say(String what) {
        trace.accept(now + " " + what);
    }
}
