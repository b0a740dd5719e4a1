package lifeboat.controller.wire;

import static org.assertj.core.api.Assertions.assertThat;

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
import lifeboat.controller.plan.RepositoryName;
import lifeboat.engine.Password;
import lifeboat.engine.Platform;
import lifeboat.proto.agent.v1.ConnectResponse;
import org.junit.jupiter.api.Test;

class AgentConnectionsTest {

    private static final HostName HOST = new HostName("ci");
    private static final Duration SILENCE = Duration.ofSeconds(35);
    private static final StepRef STEP = new StepRef(new OperationId("b-00000000"), "backup");

    private final AtomicLong nanos = new AtomicLong();
    private final FakeCall<ConnectResponse> call = new FakeCall<>();
    private final AgentConnections connections = connections();

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
        RepositoryPasswords none = noPasswords();
        Catalog catalog =
                new Catalog(
                        _ -> {
                            throw new IllegalStateException("no store is asked here");
                        },
                        none,
                        new MemoryCatalogStore(),
                        platform);
        return new AgentConnections(
                new RepositoryKeys(
                        new Plans(new MemoryPlanStore(), platform.clock()), catalog, none),
                new StatusMapper(() -> "incident"));
    }

    private static RepositoryPasswords noPasswords() {
        return new RepositoryPasswords() {
            @Override
            public Optional<Password> passwordOf(RepositoryName repository) {
                return Optional.empty();
            }

            @Override
            public void put(RepositoryName repository, Password password) {}
        };
    }
}
