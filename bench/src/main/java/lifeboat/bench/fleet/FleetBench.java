package lifeboat.bench.fleet;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.agent.config.Allowance;
import lifeboat.agent.host.HostFacts;
import lifeboat.agent.host.HostState;
import lifeboat.agent.identity.JoinToken;
import lifeboat.bench.Volume;
import lifeboat.cli.wire.Address;
import lifeboat.cli.wire.Controller;
import lifeboat.cli.wire.Identity;
import lifeboat.cli.wire.OperationFeed;
import lifeboat.cli.wire.Target;
import lifeboat.cli.wire.TlsConnector;
import lifeboat.e2e.ControlPlane;
import lifeboat.e2e.Program;
import lifeboat.e2e.Repository;
import lifeboat.engine.Platform;
import lifeboat.proto.agent.v1.Role;
import lifeboat.proto.control.v1.ApplyPlanRequest;
import lifeboat.proto.control.v1.CreateTokenRequest;
import lifeboat.proto.control.v1.StartBackupRequest;

/**
 * Many agents on one controller, which is a process of its own: its memory and processor time, how
 * soon all are connected, again after a kill, and how soon a command reaches its agent.
 */
public final class FleetBench {

    private static final Duration SETTLE = Duration.ofSeconds(20);

    /** Two heartbeats of each slave. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST_MASTERS = 10;
    private static final int COMMANDS = 500;

    private static final double CONTROLLER_MIB = 256;
    private static final double RECONNECT_SECONDS = 60;
    private static final double COMMAND_MILLIS = 50;

    private final int count;
    private final Platform platform;
    private final Figures figures = new Figures();

    public FleetBench(int count, Platform platform) {
        this.count = count;
        this.platform = platform;
    }

    /** Measures {@code runs} times, on control planes that it starts and ends; prints medians. */
    public void run(int runs) throws IOException, InterruptedException {
        for (int run = 1; run <= runs; run++) {
            System.out.printf("run %d of %d, %d agents%n", run, runs, count);
            try (Volume volume = Volume.create()) {
                Repository repository =
                        new Repository(
                                volume.path().resolve("repository").toString(), "bench", Map.of());
                new Program(repository).init();
                try (ControlPlane plane =
                        ControlPlane.start(volume.path().resolve("plane"), repository)) {
                    measure(plane, repository, volume.path());
                }
            }
        }
        figures.print();
    }

    private void measure(ControlPlane plane, Repository repository, Path folder)
            throws IOException, InterruptedException {
        platform.sleeper().sleep(SETTLE);
        double before = residentMiB(plane);
        figures.add("controller, resident, no agent", before, "MiB");
        int masters = Math.min(MOST_MASTERS, count);
        try (Controller operator = operator(plane);
                Fleet fleet =
                        new Fleet(
                                common(plane, repository, folder),
                                folder,
                                masters,
                                count - masters)) {
            long start = now();
            Runnable connect = enrol(fleet, operator);
            figures.add("all enrolled, 16 at a time", secondsSince(start), "s");
            double enrolling = ProcessCost.of(plane.controller().pid()).cpuSeconds();
            figures.add("  CPU of the controller to enrol", enrolling, "s");
            for (FleetAgent master : fleet.masters()) {
                applyPlan(operator, master, repository, folder);
            }

            Fleet.Welcomes first = fleet.nextWelcomes();
            start = now();
            connect.run();
            first.await();
            figures.add("all connected, dialling at once", secondsSince(start), "s");
            figures.add(
                    "  CPU of the controller to connect",
                    ProcessCost.of(plane.controller().pid()).cpuSeconds() - enrolling,
                    "s");

            idle(plane, before);
            commands(operator, fleet);
            kill(plane, fleet);
        }
    }

    private static Controller operator(ControlPlane plane) {
        return new TlsConnector()
                .connect(
                        new Target(
                                Address.parse(plane.address()), Identity.read(plane.identity())));
    }

    private FleetAgent.Common common(ControlPlane plane, Repository repository, Path folder)
            throws InterruptedException {
        HostState host;
        try (HostFacts facts = HostFacts.ofThisHost(List.of(), platform.clock())) {
            host = facts.look();
        }
        return new FleetAgent.Common(
                lifeboat.agent.config.Address.parse(plane.address()).orElseThrow(),
                host,
                new Allowance(List.of(folder.toString()), List.of(repository.url())),
                platform);
    }

    private Runnable enrol(Fleet fleet, Controller operator) throws InterruptedException {
        JoinToken forSlaves =
                token(
                        operator,
                        CreateTokenRequest.newBuilder()
                                .setRole(Role.ROLE_SLAVE)
                                .setMaxLiving(count));
        Map<FleetAgent, JoinToken> forMasters = new HashMap<>();
        for (FleetAgent master : fleet.masters()) {
            forMasters.put(
                    master,
                    token(
                            operator,
                            CreateTokenRequest.newBuilder()
                                    .setRole(Role.ROLE_MASTER)
                                    .setHostName(master.name())));
        }
        return fleet.enrol(agent -> forMasters.getOrDefault(agent, forSlaves));
    }

    private static JoinToken token(Controller operator, CreateTokenRequest.Builder terms)
            throws InterruptedException {
        return JoinToken.parse(operator.createToken(terms.build()).getToken());
    }

    private static void applyPlan(
            Controller operator, FleetAgent master, Repository repository, Path folder)
            throws InterruptedException {
        String yaml =
                """
                name: %s
                service:
                  name: %s
                host: %s
                paths:
                  - %s
                repository:
                  name: bench
                  url: %s
                objectives:
                  recoveryPoint: 26h
                  recoveryTime: 3h
                """
                        .formatted(
                                master.name(),
                                master.name(),
                                master.name(),
                                folder.resolve(master.name()),
                                repository.url());
        operator.applyPlan(
                ApplyPlanRequest.newBuilder()
                        .setYaml(yaml)
                        .setRepositoryPassword(
                                ByteString.copyFrom(repository.password(), StandardCharsets.UTF_8))
                        .build());
    }

    private void idle(ControlPlane plane, double before) throws IOException, InterruptedException {
        platform.sleeper().sleep(SETTLE);
        ProcessCost from = ProcessCost.of(plane.controller().pid());
        long start = now();
        platform.sleeper().sleep(IDLE);
        ProcessCost to = ProcessCost.of(plane.controller().pid());
        double cpu = (to.cpuSeconds() - from.cpuSeconds()) / secondsSince(start);
        double resident = residentMiB(plane);
        figures.add("controller, resident, all connected", resident, "MiB", CONTROLLER_MIB);
        figures.add("  for each agent", (resident - before) * 1024 / count, "KiB");
        figures.add("controller, CPU, all idle", cpu * 100, "%");
    }

    private void commands(Controller operator, Fleet fleet)
            throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            FleetAgent master = fleet.masters().get(i % fleet.masters().size());
            StartBackupRequest request =
                    StartBackupRequest.newBuilder().setPlan(master.name()).build();
            long start = now();
            String operation = operator.startBackup(request).getId();
            long received =
                    master.nextCommand(LIMIT)
                            .orElseThrow(() -> new IOException(operation + " reached no agent"));
            millis.add((received - start) / 1e6);
            awaitEnd(operator, operation);
        }
        Collections.sort(millis);
        figures.add("command to agent, p50", millis.get(COMMANDS / 2), "ms");
        figures.add(
                "command to agent, p99", millis.get(COMMANDS * 99 / 100 - 1), "ms", COMMAND_MILLIS);
    }

    private static void awaitEnd(Controller operator, String operation)
            throws IOException, InterruptedException {
        try (OperationFeed feed = operator.watch(operation)) {
            while (true) {
                Optional<OperationFeed.Update> update = feed.next(LIMIT);
                switch (update.orElseThrow(() -> new IOException(operation + " does not end"))) {
                    case OperationFeed.Changed _ -> {}
                    case OperationFeed.Ended _ -> {
                        return;
                    }
                    case OperationFeed.Lost lost -> throw lost.failure();
                }
            }
        }
    }

    private void kill(ControlPlane plane, Fleet fleet) throws IOException, InterruptedException {
        Fleet.Welcomes again = fleet.nextWelcomes();
        long start = now();
        plane.killController();
        plane.startController();
        figures.add("controller killed, until it listens again", secondsSince(start), "s");
        again.await();
        figures.add(
                "controller killed, until all are connected",
                secondsSince(start),
                "s",
                RECONNECT_SECONDS);
        figures.add(
                "  CPU of the controller to start and connect",
                ProcessCost.of(plane.controller().pid()).cpuSeconds(),
                "s");
        platform.sleeper().sleep(SETTLE);
        figures.add(
                "controller, resident, all connected again",
                residentMiB(plane),
                "MiB",
                CONTROLLER_MIB);
    }

    private static double residentMiB(ControlPlane plane) throws IOException {
        return ProcessCost.of(plane.controller().pid()).residentMiB();
    }

    private long now() {
        return platform.nanoTicker().getAsLong();
    }

    private double secondsSince(long start) {
        return (now() - start) / 1e9;
    }
}
