package lifeboat.controller.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.MemoryCatalogStore;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.operation.AgentCommand;
import lifeboat.controller.operation.OperationId;
import lifeboat.controller.operation.StepRef;
import lifeboat.controller.plan.MemoryPlanStore;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.security.MemorySecretStore;
import lifeboat.controller.security.RepositoryPasswords;
import lifeboat.controller.security.SealingKey;
import lifeboat.controller.security.SecretStore;
import lifeboat.engine.Platform;
import lifeboat.proto.agent.v1.ConnectResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentConnectionsTest {

    private static final HostName HOST = new HostName("ci");
    private static final Duration SILENCE = Duration.ofSeconds(35);
    private static final StepRef STEP = new StepRef(new OperationId("b-00000000"), "backup");

    private final AtomicLong nanos = new AtomicLong();
    private final FakeCall<ConnectResponse> call = new FakeCall<>();
    @TempDir private Path folder;
    private AgentConnections connections;

    @BeforeEach
    void open() {
        connections = connections();
    }

    @Test
    void whoSaysNothingForTooLongIsSilent() {
        AgentConnection connection = admitted("boot", call);
        nanos.addAndGet(SILENCE.toNanos());
        assertThat(connections.silent()).isEmpty();
        nanos.incrementAndGet();
        assertThat(connections.silent()).containsExactly(connection);
        connection.heard();
        assertThat(connections.silent()).isEmpty();
    }

    @Test
    void whatIsForAnOlderConnectionIsNotSentOverTheNewer() {
        AgentConnection older = admitted("boot", new FakeCall<>());
        AgentConnection newer = admitted("boot", call);
        call.reads();
        connections.send(older.session(), new AgentCommand.ResultStored(STEP, 1));
        assertThat(call.seen()).isEmpty();
        connections.send(newer.session(), new AgentCommand.ResultStored(STEP, 1));
        assertThat(call.seen()).singleElement().asString().contains("result_stored");
    }

    @Test
    void anAgentThatReadsNothingLosesItsConnectionRatherThanACommand() {
        AgentConnection connection = admitted("boot", call);
        for (int i = 0; i <= AgentStream.OUTBOX; i++) {
            connections.send(connection.session(), new AgentCommand.ResultStored(STEP, 1));
        }
        assertThat(call.seen()).containsExactly("UNAVAILABLE");
    }

    @Test
    void aSecondMachineIsToldFromARestart() {
        admitted("boot-1", new FakeCall<>());
        admitted("boot-2", new FakeCall<>());
        assertThat(connections.admit(connection("boot-1", call))).isFalse();
        nanos.addAndGet(SILENCE.toNanos() + 1); // the other one is gone, so this is the only one
        assertThat(connections.admit(connection("boot-1", call))).isTrue();
    }

    private AgentConnection admitted(String boot, FakeCall<ConnectResponse> over) {
        AgentConnection connection = connection(boot, over);
        assertThat(connections.admit(connection)).isTrue();
        return connection;
    }

    private AgentConnection connection(String boot, FakeCall<ConnectResponse> over) {
        return new AgentConnection(
                connections.nextSession(HOST),
                boot,
                SILENCE,
                new OutboundStream<>(over, AgentStream.OUTBOX),
                nanos::get);
    }

    private AgentConnections connections() {
        Platform platform = new Platform(Clock.systemUTC(), nanos::get, _ -> {});
        SecretStore secrets = new MemorySecretStore();
        RepositoryPasswords passwords =
                new RepositoryPasswords(
                        SealingKey.openOrCreate(folder.resolve("sealing.key"), secrets), secrets);
        Catalog catalog =
                new Catalog(
                        _ -> {
                            throw new IllegalStateException("no store is asked here");
                        },
                        _ -> Optional.empty(),
                        new MemoryCatalogStore(),
                        platform);
        return new AgentConnections(
                new RepositoryKeys(
                        new Plans(new MemoryPlanStore(), platform.clock()), catalog, passwords),
                new StatusMapper(() -> "incident"));
    }
}
