package lifeboat.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.security.OperatorName;
import lifeboat.controller.security.OperatorRole;
import lifeboat.engine.Password;
import lifeboat.engine.Repository;
import lifeboat.engine.store.LocalObjectStore;
import lifeboat.proto.agent.v1.BackupReport;
import lifeboat.proto.agent.v1.Command;
import lifeboat.proto.agent.v1.ConnectRequest;
import lifeboat.proto.agent.v1.Heartbeat;
import lifeboat.proto.agent.v1.Role;
import lifeboat.proto.agent.v1.StepAccepted;
import lifeboat.proto.agent.v1.StepProgress;
import lifeboat.proto.agent.v1.StepResult;
import lifeboat.proto.agent.v1.TaskReport;
import lifeboat.proto.control.v1.ApplyPlanRequest;
import lifeboat.proto.control.v1.AuditEntry;
import lifeboat.proto.control.v1.CreateTokenRequest;
import lifeboat.proto.control.v1.ExportKitRequest;
import lifeboat.proto.control.v1.GetHostRequest;
import lifeboat.proto.control.v1.GetOperationRequest;
import lifeboat.proto.control.v1.GetPlanRequest;
import lifeboat.proto.control.v1.GetStatusRequest;
import lifeboat.proto.control.v1.Host;
import lifeboat.proto.control.v1.HostServiceGrpc;
import lifeboat.proto.control.v1.KitRepository;
import lifeboat.proto.control.v1.ListAuditEntriesRequest;
import lifeboat.proto.control.v1.ListPlansRequest;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.OperationServiceGrpc;
import lifeboat.proto.control.v1.Outcome;
import lifeboat.proto.control.v1.Phase;
import lifeboat.proto.control.v1.Plan;
import lifeboat.proto.control.v1.PlanServiceGrpc;
import lifeboat.proto.control.v1.RemoveHostRequest;
import lifeboat.proto.control.v1.StartBackupRequest;
import lifeboat.proto.control.v1.SystemServiceGrpc;
import lifeboat.proto.control.v1.TokenServiceGrpc;
import lifeboat.proto.control.v1.VerifyKitRequest;
import lifeboat.proto.control.v1.WatchOperationRequest;
import lifeboat.proto.control.v1.WatchOperationResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole controller on loopback, over real TLS, and an agent that does what it is told. */
class ControllerIT {

    private static final String PASSWORD = "the password of the repository";
    private static final String SNAPSHOT = "ab".repeat(32);

    @TempDir private Path folder;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private Controller controller;
    private ManagedChannel admin;

    @BeforeEach
    void start() throws Exception {
        controller = open(folder.resolve("data"));
        admin = operator(controller, folder.resolve("data/admin"));
    }

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        controller.close();
    }

    @Test
    void aBackupGoesFromThePlanToItsResultAndOutlivesTheController() throws Exception {
        applyPlan(admin);
        try (ScriptedAgent agent = enroll("ci")) {
            agent.connect(controller.port(), "boot-1");
            assertThat(agent.hears().hasWelcome()).isTrue();

            Operation started =
                    OperationServiceGrpc.newBlockingStub(admin)
                            .startBackup(
                                    StartBackupRequest.newBuilder()
                                            .setPlan("ci")
                                            .setReason("first")
                                            .build())
                            .getOperation();
            Iterator<WatchOperationResponse> watch = watch(admin, started.getId());
            assertThat(watch.next().getOperation().getId()).isEqualTo(started.getId());

            Command command = agent.command();
            assertThat(command.getTask().getBackup().getPathsList()).containsExactly("/srv/ci");
            assertThat(command.getTask().getBackup().getTagsList())
                    .containsExactly("plan=ci", "operation=" + started.getId());
            assertThat(command.getTask().getBackup().getRepository().getPassword().toStringUtf8())
                    .isEqualTo(PASSWORD);
            assertThat(command.getFence().getEpoch()).isPositive();
            carryOut(agent, command);
            assertThat(agent.hears().getResultStored().getStep()).isEqualTo(command.getStep());

            List<Operation> seen = new ArrayList<>();
            watch.forEachRemaining(response -> seen.add(response.getOperation()));
            assertThat(seen).extracting(Operation::getPhase).contains(Phase.PHASE_DONE);
            assertThat(seen.getLast().getOutcome()).isEqualTo(Outcome.OUTCOME_SUCCEEDED);
            assertThat(seen.getLast().getSnapshotId()).isEqualTo(SNAPSHOT);

            Path crashed = folder.resolve("crashed");
            copy(folder.resolve("data"), crashed);
            try (Controller again = open(crashed)) {
                ManagedChannel later = operator(again, crashed.resolve("admin"));
                assertThat(operation(later, started.getId()).getOutcome())
                        .isEqualTo(Outcome.OUTCOME_SUCCEEDED);
                assertThat(plan(later).getAppliedBy()).isEqualTo("admin");
                assertThat(audit(later))
                        .extracting(AuditEntry::getAction)
                        .contains("plan apply", "token create", "host enrol", "backup run");
                agent.connect(again.port(), "boot-1");
                assertThat(agent.hears().hasWelcome()).isTrue();
                assertThat(host(later, "ci").getConnected()).isTrue();
            }
        }
    }

    @Test
    void aCommandThatWasLostWithTheControllerComesAgain() throws Exception {
        applyPlan(admin);
        try (ScriptedAgent agent = enroll("ci")) {
            String id = startBackup(admin).getId(); // the agent is not there yet
            Path crashed = folder.resolve("crashed");
            copy(folder.resolve("data"), crashed);
            try (Controller again = open(crashed)) {
                ManagedChannel later = operator(again, crashed.resolve("admin"));
                agent.connect(again.port(), "boot-1");
                Command command = agent.command();
                assertThat(command.getStep().getOperationId()).isEqualTo(id);
                carryOut(agent, command);
                watch(later, id).forEachRemaining(_ -> {});
                assertThat(operation(later, id).getOutcome()).isEqualTo(Outcome.OUTCOME_SUCCEEDED);
            }
        }
    }

    @Test
    void anAgentShowsItsStateAndIsAskedForWhatIsMissing() throws Exception {
        try (ScriptedAgent agent = enroll("ci")) {
            agent.connect(controller.port(), "boot-1");
            assertThat(agent.hears().hasWelcome()).isTrue();
            agent.say(
                    ConnectRequest.newBuilder()
                            .setHeartbeat(Heartbeat.newBuilder().setStateSequence(3)));
            assertThat(agent.hears().hasLeases()).isTrue();
            assertThat(agent.hears().hasStateRequest()).isTrue();
            Host host = host(admin, "c");
            assertThat(host.getState().getMachineName()).isEqualTo("machine");
            assertThat(host.getAgentVersion()).isEqualTo("test");
        }
    }

    @Test
    void aNewerConnectionOfTheSameMachineWins() throws Exception {
        try (ScriptedAgent agent = enroll("ci")) {
            agent.connect(controller.port(), "boot-1");
            assertThat(agent.hears().hasWelcome()).isTrue();
            agent.connect(controller.port(), "boot-1");
            assertThat(agent.hears().hasWelcome()).isTrue();
            assertThat(host(admin, "ci").getConnected()).isTrue();
        }
    }

    @Test
    void aCopyOfAMachineIsNoticedAndRefused() throws Exception {
        try (ScriptedAgent agent = enroll("ci")) {
            agent.connect(controller.port(), "boot-1");
            assertThat(agent.hears().hasWelcome()).isTrue();
            try (ScriptedAgent copy = agent.copy()) {
                copy.connect(controller.port(), "boot-2"); // or it has restarted
                assertThat(copy.hears().hasWelcome()).isTrue();
                agent.end();
                agent.connect(controller.port(), "boot-1"); // then it has not
                assertThat(Status.fromThrowable(agent.end()).getCode())
                        .isEqualTo(Status.Code.ALREADY_EXISTS);
                assertThat(host(admin, "ci").getDuplicateSeen()).isTrue();
                assertThat(host(admin, "ci").getConnected()).isTrue();
            }
        }
    }

    @Test
    void aHostThatWasRemovedIsOut() throws Exception {
        try (ScriptedAgent agent = enroll("ci")) {
            agent.connect(controller.port(), "boot-1");
            assertThat(agent.hears().hasWelcome()).isTrue();
            HostServiceGrpc.newBlockingStub(admin)
                    .removeHost(
                            RemoveHostRequest.newBuilder().setName("ci").setReason("old").build());
            assertThat(Status.fromThrowable(agent.end()).getCode())
                    .isEqualTo(Status.Code.UNAUTHENTICATED);
            agent.connect(controller.port(), "boot-1");
            assertThat(reason(agent.end())).isEqualTo("CERTIFICATE_REVOKED");
        }
    }

    @Test
    void withoutACertificateNobodySeesAnything() throws Exception {
        Throwable refused =
                catchThrowable(
                        () ->
                                PlanServiceGrpc.newBlockingStub(anonymous())
                                        .listPlans(ListPlansRequest.getDefaultInstance()));
        assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(reason(refused)).isEqualTo("CERTIFICATE_REQUIRED");
        assertThat(audit(admin).getFirst().getRefusal()).contains("CERTIFICATE_REQUIRED");
    }

    @Test
    void aViewerLooksAndStartsNothing() throws Exception {
        applyPlan(admin);
        Path out = folder.resolve("viewer");
        Wiring.adminCertificate(
                folder.resolve("data"),
                new OperatorName("vera"),
                OperatorRole.VIEWER,
                out,
                Wiring.platform().clock());
        ManagedChannel viewer = operator(controller, out);
        assertThat(plan(viewer).getName()).isEqualTo("ci");
        Throwable refused = catchThrowable(() -> startBackup(viewer));
        assertThat(Status.fromThrowable(refused).getCode())
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        AuditEntry entry = audit(admin).getFirst();
        assertThat(entry.getWho()).isEqualTo("vera");
        assertThat(entry.getAction()).isEqualTo("backup run");
        assertThat(entry.getDone()).isFalse();
    }

    @Test
    void aHostIsNoOperatorAndAnOperatorNoHost() throws Exception {
        try (ScriptedAgent agent = enroll("ci")) {
            ManagedChannel channel = agent.channel(controller.port());
            channels.add(channel);
            Throwable refused =
                    catchThrowable(
                            () ->
                                    PlanServiceGrpc.newBlockingStub(channel)
                                            .listPlans(ListPlansRequest.getDefaultInstance()));
            assertThat(Status.fromThrowable(refused).getCode())
                    .isEqualTo(Status.Code.PERMISSION_DENIED);
        }
    }

    @Test
    void aTokenIsGoodOnce() throws Exception {
        String token = token("ci");
        ScriptedAgent.enroll(anonymous(), token, "one").close();
        Throwable refused =
                catchThrowable(() -> ScriptedAgent.enroll(anonymous(), token, "another"));
        assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(reason(refused)).isEqualTo("TOKEN_USED");
    }

    @Test
    void aMessageThatIsTooLongAndNonsenseLeaveItUp() throws Exception {
        StatusRuntimeException tooLong =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () ->
                                PlanServiceGrpc.newBlockingStub(admin)
                                        .applyPlan(
                                                ApplyPlanRequest.newBuilder()
                                                        .setYaml("x".repeat(5 << 20))
                                                        .build()));
        assertThat(tooLong.getStatus().getCode())
                .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED);
        try (Socket socket = new Socket("localhost", controller.port())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(100);
        }
        assertThat(audit(admin)).isNotNull();
    }

    @Test
    void aKitOpensTheRepositoriesOfThePlans() throws Exception {
        applyPlan(admin);
        SystemServiceGrpc.SystemServiceBlockingStub system =
                SystemServiceGrpc.newBlockingStub(admin);
        ByteString kit =
                system.exportKit(
                                ExportKitRequest.newBuilder()
                                        .setPassphrase("long enough to be one")
                                        .build())
                        .getKit();
        KitRepository opened =
                system.verifyKit(
                                VerifyKitRequest.newBuilder()
                                        .setKit(kit)
                                        .setPassphrase("long enough to be one")
                                        .build())
                        .getRepositories(0);
        assertThat(opened.getName()).isEqualTo("main");
        assertThat(opened.getFailure()).isEmpty();
        assertThat(opened.getOpened()).isTrue();
        assertThat(system.getStatus(GetStatusRequest.getDefaultInstance()).hasKitExported())
                .isTrue();
    }

    @Test
    void aSecondControllerOnTheSameFolderIsRefused() {
        Throwable refused = catchThrowable(() -> open(folder.resolve("data")));
        assertThat(refused).hasMessageContaining("another controller runs");
    }

    private static Controller open(Path data) {
        HostPort any = new HostPort("127.0.0.1", 0);
        return Wiring.start(
                ControllerConfig.read(
                        data,
                        new ControllerConfig.Flags(Optional.of(any), Optional.of(any), List.of())),
                Wiring.platform());
    }

    private ManagedChannel operator(Controller to, Path identity) throws IOException {
        return dial(
                to,
                GrpcSslContexts.forClient()
                        .trustManager(identity.resolve("ca.pem").toFile())
                        .keyManager(
                                identity.resolve("client.pem").toFile(),
                                identity.resolve("client.key").toFile()));
    }

    private ManagedChannel anonymous() throws IOException {
        return dial(
                controller,
                GrpcSslContexts.forClient()
                        .trustManager(folder.resolve("data/admin/ca.pem").toFile()));
    }

    private ManagedChannel dial(Controller to, SslContextBuilder tls) throws IOException {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", to.port())
                        .sslContext(tls.build())
                        .build();
        channels.add(channel);
        return channel;
    }

    private void applyPlan(ManagedChannel as) throws Exception {
        Path repository = folder.resolve("repository");
        Files.createDirectories(repository);
        Repository.init(
                        new LocalObjectStore(repository, Wiring.platform().clock()),
                        Password.of(PASSWORD.toCharArray()),
                        Wiring.platform(),
                        "test",
                        "test")
                .close();
        String yaml =
                """
                name: ci
                service:
                  name: ci
                host: ci
                paths: [/srv/ci]
                repository:
                  name: main
                  url: %s
                objectives:
                  recoveryPoint: 24h
                  recoveryTime: 1h
                """
                        .formatted(repository);
        assertThat(
                        PlanServiceGrpc.newBlockingStub(as)
                                .applyPlan(
                                        ApplyPlanRequest.newBuilder()
                                                .setYaml(yaml)
                                                .setRepositoryPassword(
                                                        ByteString.copyFromUtf8(PASSWORD))
                                                .build())
                                .getChanged())
                .isTrue();
    }

    private ScriptedAgent enroll(String host) throws Exception {
        return ScriptedAgent.enroll(anonymous(), token(host), "instance-of-" + host);
    }

    private String token(String host) {
        return TokenServiceGrpc.newBlockingStub(admin)
                .createToken(
                        CreateTokenRequest.newBuilder()
                                .setHostName(host)
                                .setRole(Role.ROLE_MASTER)
                                .build())
                .getToken();
    }

    private static void carryOut(ScriptedAgent agent, Command command) {
        agent.say(
                ConnectRequest.newBuilder()
                        .setAccepted(
                                StepAccepted.newBuilder()
                                        .setStep(command.getStep())
                                        .setAttempt(command.getAttempt())));
        agent.say(
                ConnectRequest.newBuilder()
                        .setProgress(
                                StepProgress.newBuilder()
                                        .setStep(command.getStep())
                                        .setAttempt(command.getAttempt())
                                        .setPhase("copy")
                                        .setDoneBytes(10)
                                        .setExpectedBytes(20)));
        agent.say(
                ConnectRequest.newBuilder()
                        .setResult(
                                StepResult.newBuilder()
                                        .setStep(command.getStep())
                                        .setAttempt(command.getAttempt())
                                        .setDone(
                                                TaskReport.newBuilder()
                                                        .setBackup(
                                                                BackupReport.newBuilder()
                                                                        .setSnapshotId(SNAPSHOT)
                                                                        .setFiles(2)
                                                                        .setBytes(20)))));
    }

    private static Operation startBackup(ManagedChannel as) {
        return OperationServiceGrpc.newBlockingStub(as)
                .startBackup(StartBackupRequest.newBuilder().setPlan("ci").build())
                .getOperation();
    }

    private static Iterator<WatchOperationResponse> watch(ManagedChannel as, String id) {
        return OperationServiceGrpc.newBlockingStub(as)
                .watchOperation(WatchOperationRequest.newBuilder().setId(id).build());
    }

    private static Operation operation(ManagedChannel as, String id) {
        return OperationServiceGrpc.newBlockingStub(as)
                .getOperation(GetOperationRequest.newBuilder().setId(id).build())
                .getOperation();
    }

    private static Plan plan(ManagedChannel as) {
        return PlanServiceGrpc.newBlockingStub(as)
                .getPlan(GetPlanRequest.newBuilder().setName("ci").build())
                .getPlan();
    }

    private static Host host(ManagedChannel as, String name) {
        return HostServiceGrpc.newBlockingStub(as)
                .getHost(GetHostRequest.newBuilder().setName(name).build())
                .getHost();
    }

    private static List<AuditEntry> audit(ManagedChannel as) {
        return SystemServiceGrpc.newBlockingStub(as)
                .listAuditEntries(ListAuditEntriesRequest.getDefaultInstance())
                .getEntriesList();
    }

    private static String reason(Throwable refused) throws Exception {
        for (Any any : StatusProto.fromThrowable(refused).getDetailsList()) {
            if (any.is(ErrorInfo.class)) {
                return any.unpack(ErrorInfo.class).getReason();
            }
        }
        throw new AssertionError("no reason in " + refused);
    }

    /** The folder as it would be found after a power cut now. */
    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
