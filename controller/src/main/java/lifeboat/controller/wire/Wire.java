package lifeboat.controller.wire;

import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.CatalogWatch;
import lifeboat.controller.catalog.PlanOutlook;
import lifeboat.controller.catalog.Stores;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.operation.OperationHistory;
import lifeboat.controller.operation.OperationJournal;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.Schedules;
import lifeboat.controller.recovery.SelfSave;
import lifeboat.controller.security.AuditLog;
import lifeboat.controller.security.Authenticator;
import lifeboat.controller.security.Credential;
import lifeboat.controller.security.Enrollment;
import lifeboat.controller.security.JoinTokens;
import lifeboat.controller.security.Operators;
import lifeboat.controller.security.RecoveryKit;
import lifeboat.controller.security.RepositoryPasswords;
import lifeboat.controller.security.ServerCredential;
import lifeboat.engine.Platform;

/**
 * The controller's side of the wire: its port, the agents behind it, and the operations that are
 * carried out by them. Thread-safe.
 */
public final class Wire implements AutoCloseable {

    private static final int INCIDENT_BYTES = 4;

    /** What plans say, and what there is in their repositories. */
    public record Protected(
            Plans plans,
            Schedules schedules,
            Catalog catalog,
            CatalogWatch watch,
            SelfSave saves,
            Stores stores,
            RepositoryPasswords passwords) {}

    /** Who may call. */
    public record Secured(
            Authenticator authenticator,
            Enrollment enrollment,
            JoinTokens tokens,
            Operators operators,
            ServerCredential credential,
            RecoveryKit kit,
            AuditLog audit) {}

    private final OperationRunner operations;
    private final OperationHistory history;
    private final AgentConnections connections;
    private final Sightings sightings;
    private final Liveness liveness;
    private final ScheduledStarts scheduledStarts;
    private final Retirement retirement;
    private final OperationEndpoint operationEndpoint;
    private final WireServer server;

    private Wire(
            OperationRunner operations,
            OperationHistory history,
            AgentConnections connections,
            Sightings sightings,
            Liveness liveness,
            ScheduledStarts scheduledStarts,
            Retirement retirement,
            OperationEndpoint operationEndpoint,
            WireServer server) {
        this.operations = operations;
        this.history = history;
        this.connections = connections;
        this.sightings = sightings;
        this.liveness = liveness;
        this.scheduledStarts = scheduledStarts;
        this.retirement = retirement;
        this.operationEndpoint = operationEndpoint;
        this.server = server;
    }

    /**
     * Takes up the operations of {@code journal}, and then the calls of everybody.
     *
     * @param meters counts all calls, refused ones too
     * @param executor for calls; they block
     * @param version of the controller, for people
     */
    public static Wire open(
            InetSocketAddress address,
            Protected guarded,
            Secured secured,
            HostStore hosts,
            OperationJournal journal,
            ServerInterceptor meters,
            Executor executor,
            Platform platform,
            String version)
            throws IOException {
        Clock clock = platform.clock();
        SecureRandom random = new SecureRandom();
        StatusMapper statuses = new StatusMapper(() -> incident(random));
        Audit audit = new Audit(secured.audit(), clock);
        Calls calls = new Calls(statuses, audit);
        OpenCalls openCalls = new OpenCalls();
        Plans plans = guarded.plans();

        AgentConnections connections =
                new AgentConnections(
                        new RepositoryKeys(plans, guarded.catalog(), guarded.passwords()),
                        statuses);
        OperationRunner operations = new OperationRunner(journal, connections, clock, random);
        OperationHistory history = OperationHistory.follow(journal, operations);
        Sightings sightings = new Sightings(hosts);
        HostExit exit = new HostExit(connections, sightings, operations);
        AgentSupport support =
                new AgentSupport(
                        connections,
                        operations,
                        guarded.watch(),
                        secured.enrollment(),
                        hosts,
                        sightings,
                        Heartbeats.USUAL,
                        audit,
                        statuses,
                        version);

        WorkOrders orders = new WorkOrders(plans, guarded.catalog(), hosts, clock::instant);
        PlanDirectory planDirectory =
                new PlanDirectory(
                        plans,
                        new PlanOutlook(guarded.catalog(), history, clock),
                        guarded.schedules());
        HostDirectory hostDirectory = new HostDirectory(hosts, sightings, connections, plans);
        OperationEndpoint operationEndpoint =
                new OperationEndpoint(calls, operations, plans, orders);
        List<BindableService> services =
                List.of(
                        new AgentEndpoint(support, platform),
                        new EnrollmentEndpoint(calls, secured.enrollment(), exit),
                        new HostEndpoint(calls, hostDirectory, secured.enrollment(), exit),
                        new TokenEndpoint(calls, secured.tokens()),
                        new OperatorEndpoint(calls, secured.operators(), openCalls),
                        new PlanEndpoint(
                                calls,
                                plans,
                                planDirectory,
                                guarded.passwords(),
                                operations,
                                guarded.watch()),
                        new CatalogEndpoint(calls, guarded.catalog(), plans, orders),
                        operationEndpoint,
                        new SystemEndpoint(
                                calls,
                                new SystemEndpoint.Sources(
                                        planDirectory,
                                        hostDirectory,
                                        plans,
                                        operations,
                                        guarded.saves(),
                                        secured.audit()),
                                new KitExchange(
                                        plans,
                                        guarded.passwords(),
                                        secured.kit(),
                                        guarded.stores(),
                                        platform),
                                clock,
                                version));

        WireServer server =
                WireServer.start(
                        address,
                        new ServerKey(() -> identity(secured.credential().current())),
                        executor,
                        services,
                        new CallerInterceptor(secured.authenticator(), openCalls, statuses, audit),
                        new Handshakes(audit),
                        new TooLong(secured.authenticator(), audit, executor),
                        meters);
        return new Wire(
                operations,
                history,
                connections,
                sightings,
                new Liveness(connections, operations),
                new ScheduledStarts(plans, guarded.schedules(), orders, operations, audit, clock),
                new Retirement(hostDirectory, secured.enrollment(), exit, operations, audit, clock),
                operationEndpoint,
                server);
    }

    private static ServerKey.Identity identity(Credential credential) {
        return new ServerKey.Identity(credential.key(), credential.chain());
    }

    private static String incident(SecureRandom random) {
        byte[] bytes = new byte[INCIDENT_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public int port() {
        return server.port();
    }

    public OperationRunner operations() {
        return operations;
    }

    public OperationHistory history() {
        return history;
    }

    public boolean isConnected(HostName host) {
        return connections.isConnected(host);
    }

    /** What was last heard of a host, stored or not. */
    public Optional<Sighting> sighting(Host host) {
        return sightings.of(host);
    }

    /** Turns what is overdue into events; to be called every second or so. */
    public void sweep() {
        operations.sweep();
        liveness.sweep();
    }

    /** Starts what the plans' schedules say; to be called some times a minute. */
    public void startDue() {
        scheduledStarts.startDue();
    }

    /** Forgets what is long over; to be called every hour or so. */
    public void retire() {
        retirement.run();
    }

    /** Stores what was last heard of the hosts; to be called some times a minute. */
    public void saveSightings() {
        sightings.save();
    }

    /** Takes no more calls, ends the streams, and gives other calls ten seconds. */
    @Override
    public void close() {
        ControllerException why =
                new ControllerException(
                        Kind.UNAVAILABLE,
                        "CONTROLLER_STOPPING",
                        "the controller is stopping",
                        "repeat the command once it is back");
        server.drain();
        connections.endAll(why);
        operationEndpoint.endWatches(why);
        server.close();
        sightings.save();
    }
}
