package lifeboat.bench.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lifeboat.agent.identity.Identity;
import lifeboat.agent.identity.JoinToken;
import lifeboat.engine.TaskGroup;

/** Many agents in this JVM, each with a key, a journal and a TLS connection of its own. */
final class Fleet implements AutoCloseable {

    private static final int ENROLLING_AT_A_TIME = 16;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private record Enrolled(FleetAgent agent, Identity identity) {}

    private final List<FleetAgent> masters = new ArrayList<>();
    private final List<FleetAgent> slaves = new ArrayList<>();
    private final TaskGroup links = TaskGroup.ofVirtualThreads("link");
    private final SecureRandom random = new SecureRandom();

    /** Agents that have not enrolled, and so no connection, with their data in {@code folder}. */
    Fleet(FleetAgent.Common common, Path folder, int masterCount, int slaveCount) {
        for (int i = 0; i < masterCount; i++) {
            masters.add(new FleetAgent(common, folder.resolve("master-" + i), random));
        }
        for (int i = 0; i < slaveCount; i++) {
            slaves.add(new FleetAgent(common, folder.resolve("slave-" + i), random));
        }
    }

    List<FleetAgent> masters() {
        return masters;
    }

    private List<FleetAgent> all() {
        List<FleetAgent> all = new ArrayList<>(masters);
        all.addAll(slaves);
        return all;
    }

    /** Enrols all; returns what connects them all at once. */
    Runnable enrol(Function<FleetAgent, JoinToken> tokens) throws InterruptedException {
        Semaphore turns = new Semaphore(ENROLLING_AT_A_TIME);
        ConcurrentLinkedQueue<Enrolled> enrolled = new ConcurrentLinkedQueue<>();
        try (TaskGroup enrolments = TaskGroup.ofVirtualThreads("enrolment")) {
            for (FleetAgent agent : all()) {
                enrolments.fork(
                        () -> {
                            turns.acquire();
                            try {
                                Identity identity = agent.enrol(tokens.apply(agent));
                                enrolled.add(new Enrolled(agent, identity));
                            } finally {
                                turns.release();
                            }
                        });
            }
            enrolments.join();
        }
        masters.forEach(FleetAgent::startWork);
        return () -> enrolled.forEach(one -> links.fork(() -> one.agent().run(one.identity())));
    }

    /** What awaits the next welcome of every agent; to be asked for before its cause. */
    Welcomes nextWelcomes() {
        CountDownLatch missing = new CountDownLatch(masters.size() + slaves.size());
        for (FleetAgent agent : all()) {
            agent.onConnected(
                    () -> {
                        agent.onConnected(() -> {});
                        missing.countDown();
                    });
        }
        return () -> {
            if (!missing.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "%d agents have no connection after %d s"
                                .formatted(missing.getCount(), LIMIT.toSeconds()));
            }
        };
    }

    /** Welcomes that are to come. */
    @FunctionalInterface
    interface Welcomes {
        /** Waits until all have come. */
        void await() throws IOException, InterruptedException;
    }

    @Override
    public void close() {
        links.close();
        all().forEach(FleetAgent::close);
    }
}
