package lifeboat.bench.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import lifeboat.e2e.ControlPlane;
import lifeboat.e2e.Program;
import lifeboat.e2e.Repository;
import lifeboat.e2e.Running;
import lifeboat.e2e.Scratch;
import lifeboat.engine.Platform;

/**
 * An agent and its controller that wait, each a process as its users start it: memory and processor
 * time, and how soon after its start the agent is connected.
 */
public final class IdleBench {

    private static final String AGENT = "ci";
    private static final int STARTS = 9;
    private static final Duration SETTLE = Duration.ofSeconds(20);
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private static final double AGENT_MIB = 80;
    private static final double AGENT_CPU_PERCENT = 0.5;
    private static final double READY_SECONDS = 1;

    private final Duration watched;
    private final Platform platform;
    private final Figures figures = new Figures();

    /** A measurement that watches for so long. */
    public IdleBench(Duration watched, Platform platform) {
        this.watched = watched;
        this.platform = platform;
    }

    /** Measures, on a control plane that it starts and ends, and prints. */
    public void run() throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.create("idle")) {
            Repository repository =
                    new Repository(scratch.resolve("repository").toString(), "bench", Map.of());
            new Program(repository).init();
            try (ControlPlane plane = ControlPlane.start(scratch.resolve("plane"), repository)) {
                starts(plane, scratch.resolve("home"));
                platform.sleeper().sleep(SETTLE);
                watch(plane);
            }
        }
        figures.print();
    }

    private void starts(ControlPlane plane, Path home) throws IOException, InterruptedException {
        plane.startAgent(AGENT, "master", home);
        awaitConnected(plane.agent(AGENT));
        for (int i = 0; i < STARTS; i++) {
            plane.killAgent(AGENT);
            long start = platform.nanoTicker().getAsLong();
            plane.restartAgent(AGENT);
            Running agent = plane.agent(AGENT);
            awaitConnected(agent);
            figures.add(
                    "agent, start to connected",
                    (platform.nanoTicker().getAsLong() - start) / 1e9,
                    "s",
                    READY_SECONDS);
            figures.add("  its CPU till then", ProcessCost.of(agent.pid()).cpuSeconds(), "s");
        }
    }

    private static void awaitConnected(Running agent) throws IOException, InterruptedException {
        for (long i = 0; i < READY_LIMIT.dividedBy(LOOK_EVERY); i++) {
            if (agent.errorsSoFar().contains("connected to ")) {
                return;
            }
            if (agent.endsWithin(LOOK_EVERY)) {
                break;
            }
        }
        throw new IOException("the agent does not connect: " + agent.errorsSoFar());
    }

    private void watch(ControlPlane plane) throws IOException, InterruptedException {
        long agent = plane.agent(AGENT).pid();
        long controller = plane.controller().pid();
        ProcessCost agentBefore = ProcessCost.of(agent);
        ProcessCost controllerBefore = ProcessCost.of(controller);
        platform.sleeper().sleep(watched);
        ProcessCost agentAfter = ProcessCost.of(agent);
        ProcessCost controllerAfter = ProcessCost.of(controller);
        figures.add("agent, resident", agentAfter.residentMiB(), "MiB", AGENT_MIB);
        figures.add("agent, CPU", percent(agentBefore, agentAfter), "%", AGENT_CPU_PERCENT);
        figures.add("controller with one agent, resident", controllerAfter.residentMiB(), "MiB");
        figures.add(
                "controller with one agent, CPU", percent(controllerBefore, controllerAfter), "%");
    }

    private double percent(ProcessCost before, ProcessCost after) {
        return (after.cpuSeconds() - before.cpuSeconds()) * 100 / watched.toSeconds();
    }
}
