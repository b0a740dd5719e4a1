package lifeboat.controller;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Any;
import com.google.protobuf.Timestamp;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import lifeboat.controller.security.OperatorRole;
import lifeboat.proto.agent.v1.BackupReport;
import lifeboat.proto.agent.v1.ConnectRequest;
import lifeboat.proto.agent.v1.EnrollRequest;
import lifeboat.proto.agent.v1.Fence;
import lifeboat.proto.agent.v1.Hello;
import lifeboat.proto.agent.v1.HostState;
import lifeboat.proto.agent.v1.Role;
import lifeboat.proto.agent.v1.StateReport;
import lifeboat.proto.agent.v1.StepId;
import lifeboat.proto.agent.v1.StepResult;
import lifeboat.proto.agent.v1.TaskReport;
import lifeboat.proto.control.v1.ApplyPlanRequest;
import lifeboat.proto.control.v1.AuditEntry;
import lifeboat.proto.control.v1.CreateTokenRequest;
import lifeboat.proto.control.v1.GetStatusRequest;
import lifeboat.proto.control.v1.ListAuditEntriesRequest;
import lifeboat.proto.control.v1.ListPlansRequest;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.OperationServiceGrpc;
import lifeboat.proto.control.v1.OperatorServiceGrpc;
import lifeboat.proto.control.v1.PlanServiceGrpc;
import lifeboat.proto.control.v1.RestoreSpec;
import lifeboat.proto.control.v1.RevokeOperatorRequest;
import lifeboat.proto.control.v1.StartBackupRequest;
import lifeboat.proto.control.v1.StartRestoreRequest;
import lifeboat.proto.control.v1.SystemServiceGrpc;
import lifeboat.proto.control.v1.WatchOperationRequest;
import lifeboat.proto.control.v1.WatchOperationResponse;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever comes to the one port without the right to what they want is told so, is in the audit
 * log, and has changed nothing; and the controller goes on to answer others.
 */
class NobodyGetsInIT {

    private static final int SLOW = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ANONYMOUS = "anonymous";

    @TempDir private static Path folder;

    private static RunningController controller;
    private static ScriptedAgent slave;

    @BeforeAll
    static void start() throws Exception {
        controller = RunningController.start(folder);
        slave = controller.enroll("slave-1", Role.ROLE_SLAVE);
        controller.applyPlan("ci", "ci");
    }

    @AfterAll
    static void stop() {
        slave.close();
        controller.close();
    }

    @Test
    void withoutACertificate() throws Exception {
        ManagedChannel stranger = controller.anonymous();
        assertRefused("CERTIFICATE_REQUIRED", ANONYMOUS, () -> listPlans(stranger));
        assertRefused("CERTIFICATE_REQUIRED", ANONYMOUS, () -> checkHealth(stranger));
    }

    @Test
    void withACertificateOfAnotherAuthority() throws Exception {
        try (RunningController other = RunningController.start(folder.resolve("other"))) {
            ManagedChannel foreign = controller.as(other.data().resolve("admin"));
            assertRefused("CERTIFICATE_FOREIGN", ANONYMOUS, () -> listPlans(foreign));

            String token = other.token("ci", Role.ROLE_MASTER);
            assertRefused("TOKEN_UNKNOWN", ANONYMOUS, () -> enroll(token, "ci"));
        }
    }

    @Test
    void withACertificateThatHasEnded() throws Exception {
        ManagedChannel late =
                controller.as(
                        controller.identity("late", OperatorRole.ADMIN, Duration.ofDays(366)));
        assertRefused("CERTIFICATE_EXPIRED", ANONYMOUS, () -> listPlans(late));
    }

    @Test
    void withARevokedCertificateAndWhatWasOpenEndsAtOnce() throws Exception {
        String operation = startBackup("ci");
        Path identity = controller.identity("mallory", OperatorRole.ADMIN, Duration.ZERO);
        ManagedChannel mallory = controller.as(identity);
        Iterator<WatchOperationResponse> watch = watch(mallory, operation);
        assertThat(watch.next().getOperation().getId()).isEqualTo(operation);

        assertThat(
                        OperatorServiceGrpc.newBlockingStub(controller.admin())
                                .revokeOperator(
                                        RevokeOperatorRequest.newBuilder()
                                                .setName("mallory")
                                                .setReason("gone")
                                                .build())
                                .getRevoked())
                .isEqualTo(1);

        Throwable end = catchThrowable(() -> watch.forEachRemaining(_ -> {}));
        assertThat(reason(end)).isEqualTo("CERTIFICATE_REVOKED");
        assertRefused("CERTIFICATE_REVOKED", ANONYMOUS, () -> listPlans(mallory));
        assertRefused("CERTIFICATE_REVOKED", ANONYMOUS, () -> watch(mallory, operation).next());
        assertThat(newest().getReason()).isEmpty();
        assertThat(audit())
                .anySatisfy(
                        entry -> {
                            assertThat(entry.getAction()).isEqualTo("operator revoke");
                            assertThat(entry.getWho()).isEqualTo("admin");
                            assertThat(entry.getDone()).isTrue();
                        });
    }

    @Test
    void withAUsedTokenOrAnOldOneOrForAnotherPart() throws Exception {
        String used = controller.token("once", Role.ROLE_MASTER);
        ScriptedAgent.enroll(controller.anonymous(), used, "first").close();
        assertRefused("TOKEN_USED", ANONYMOUS, () -> enroll(used, "once"));

        String old =
                controller.token(
                        CreateTokenRequest.newBuilder()
                                .setHostName("late")
                                .setRole(Role.ROLE_MASTER)
                                .setLifetime(
                                        com.google.protobuf.Duration.newBuilder()
                                                .setNanos(1_000_000)));
        assertRefused("TOKEN_EXPIRED", ANONYMOUS, () -> enroll(old, "late"));

        String forSlave = controller.token("slave-2", Role.ROLE_SLAVE);
        assertRefused(
                "OUT_OF_SCOPE",
                ANONYMOUS,
                () ->
                        ScriptedAgent.enroll(
                                controller.anonymous(),
                                forSlave,
                                EnrollRequest.newBuilder()
                                        .setInstanceId("another")
                                        .setRole(Role.ROLE_MASTER)));
    }

    @Test
    void aSlaveGetsNoWorkOfAMaster() throws Exception {
        String operation = startBackup("ci");
        assertRefused(
                "STEP_OF_ANOTHER_HOST",
                "host slave-1",
                () -> {
                    slave.connect(controller.port(), "boot-1");
                    slave.say(
                            ConnectRequest.newBuilder()
                                    .setResult(
                                            StepResult.newBuilder()
                                                    .setStep(
                                                            StepId.newBuilder()
                                                                    .setOperationId(operation)
                                                                    .setStep("backup"))
                                                    .setAttempt(1)
                                                    .setDone(
                                                            TaskReport.newBuilder()
                                                                    .setBackup(
                                                                            BackupReport
                                                                                    .getDefaultInstance()))));
                    throw slave.end();
                });

        controller.applyPlan("on-slave", "slave-1");
        assertRefused("HOST_IS_SLAVE", "admin", () -> startBackup("on-slave"));
    }

    @Test
    void aHostIsNoOperator() throws Exception {
        ManagedChannel host = controller.as(slave);
        assertRefused("WRONG_KIND_OF_CALLER", "host slave-1", () -> listPlans(host));
        assertThat(checkHealth(host)).isEqualTo(ServingStatus.SERVING);
        assertRefused("WRONG_KIND_OF_CALLER", "host slave-1", () -> reflect(host));
    }

    @Test
    void aViewerRestoresNothing() throws Exception {
        ManagedChannel viewer =
                controller.as(controller.identity("vera", OperatorRole.VIEWER, Duration.ZERO));
        assertThat(checkHealth(viewer)).isEqualTo(ServingStatus.SERVING);
        assertRefused(
                "ROLE_TOO_LOW",
                "vera",
                () ->
                        OperationServiceGrpc.newBlockingStub(viewer)
                                .startRestore(
                                        StartRestoreRequest.newBuilder()
                                                .setSpec(
                                                        RestoreSpec.newBuilder()
                                                                .setPlan("ci")
                                                                .setTarget("/srv/ci"))
                                                .build()));
        assertRefused(
                "ROLE_TOO_LOW",
                "vera",
                () ->
                        OperatorServiceGrpc.newBlockingStub(viewer)
                                .revokeOperator(
                                        RevokeOperatorRequest.newBuilder()
                                                .setName("admin")
                                                .build()));
    }

    /** After the last epoch that there is, every agent would refuse every command. */
    @Test
    void aFenceThatEndsAllFences() throws Exception {
        assertRefused(
                "FENCE_IMPOSSIBLE",
                "host slave-1",
                () -> {
                    slave.connect(
                            controller.port(),
                            Hello.newBuilder()
                                    .setBootId("boot-1")
                                    .setHighestFence(Fence.newBuilder().setEpoch(Long.MAX_VALUE)));
                    throw slave.end();
                });
    }

    /** The agent's side of it is EnrolmentIT.anAnswerThatIsTooLongIsNotRead. */
    @Test
    void aMessageOfMoreThanFourMebibytes() throws Exception {
        Map<String, List<String>> before = Tables.dump(controller.data());
        Throwable call =
                catchThrowable(
                        () ->
                                PlanServiceGrpc.newBlockingStub(controller.admin())
                                        .applyPlan(
                                                ApplyPlanRequest.newBuilder()
                                                        .setYaml("x".repeat(4 << 20))
                                                        .build()));
        assertThat(Status.fromThrowable(call).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        slave.connect(controller.port(), "boot-1");
        assertThat(slave.hears().hasWelcome()).isTrue();
        slave.say(
                ConnectRequest.newBuilder()
                        .setState(
                                StateReport.newBuilder()
                                        .setSequence(9)
                                        .setState(
                                                HostState.newBuilder()
                                                        .setSeen(Timestamp.getDefaultInstance())
                                                        .setMachineName("x".repeat(4 << 20)))));
        assertThat(Status.fromThrowable(slave.end()).getCode())
                .as("gRPC resets a stream that it has sent on")
                .isEqualTo(Status.Code.CANCELLED);
        awaitAudited("MESSAGE_TOO_LONG", "admin");
        awaitAudited("MESSAGE_TOO_LONG", "host slave-1");
        assertUnharmed(before);
    }

    @Test
    void garbage() throws Exception {
        Map<String, List<String>> before = Tables.dump(controller.data());
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        for (byte[] words :
                List.of(
                        noise,
                        "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII),
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII),
                        new byte[] {22, 3, 1, 0x40, 0, 1}, // a record longer than there may be
                        new byte[0])) {
            assertThat(answerTo(words)).isLessThan(100);
        }
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> handshake("TLSv1.2"));
        handshakeAndSpeakHttp1();
        assertUnharmed(before);
        assertThat(audit())
                .filteredOn(entry -> entry.getAction().equals("connect"))
                .singleElement() // of all in this class: they get one line an hour
                .satisfies(entry -> assertThat(entry.getRefusal()).startsWith("HANDSHAKE_FAILED"));
    }

    @Test
    void manyThatBeginAndDoNotGoOn() throws Exception {
        Map<String, List<String>> before = Tables.dump(controller.data());
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                Socket socket = new Socket("localhost", controller.port());
                slow.add(socket);
                if (i % 2 == 0) { // the first of a ClientHello; the others say nothing
                    socket.getOutputStream().write(new byte[] {22, 3, 1});
                }
            }
            assertUnharmed(before);
            assertThat(listPlans(controller.as(controller.data().resolve("admin"))))
                    .isNotNegative();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Each refusal is told, is in the audit log under its code, and changes nothing. */
    private static void assertRefused(String code, String who, ThrowingCallable attempt)
            throws Exception {
        Map<String, List<String>> before = Tables.dump(controller.data());
        long last = newest().getNumber();
        Throwable refused = catchThrowable(attempt);
        assertThat(reason(refused)).isEqualTo(code);
        assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(statusOf(code));
        assertThat(audit())
                .filteredOn(entry -> entry.getNumber() > last)
                .anySatisfy(
                        entry -> {
                            assertThat(entry.getRefusal()).startsWith(code);
                            assertThat(entry.getWho()).isEqualTo(who);
                            assertThat(entry.getDone()).isFalse();
                        });
        assertUnharmed(before);
    }

    /** Of what gRPC refuses by itself, the log hears a moment later. */
    private static void awaitAudited(String code, String who) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (audit().stream()
                .noneMatch(
                        entry ->
                                entry.getRefusal().startsWith(code)
                                        && entry.getWho().equals(who))) {
            assertThat(System.nanoTime() - limit).as("%s of %s", code, who).isNegative();
        }
    }

    private static Status.Code statusOf(String code) {
        return switch (code) {
            case "OUT_OF_SCOPE",
                    "ROLE_TOO_LOW",
                    "WRONG_KIND_OF_CALLER",
                    "STEP_OF_ANOTHER_HOST",
                    "FENCE_IMPOSSIBLE" ->
                    Status.Code.PERMISSION_DENIED;
            case "HOST_IS_SLAVE" -> Status.Code.FAILED_PRECONDITION;
            default -> Status.Code.UNAUTHENTICATED;
        };
    }

    private static void assertUnharmed(Map<String, List<String>> before) throws Exception {
        assertThat(Tables.dump(controller.data())).isEqualTo(before);
        assertThat(
                        SystemServiceGrpc.newBlockingStub(controller.admin())
                                .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                                .getStatus(GetStatusRequest.getDefaultInstance())
                                .getPlansCount())
                .isPositive();
    }

    private static String reason(Throwable refused) throws IOException {
        assertThat(refused).isNotNull();
        for (Any any : StatusProto.fromThrowable(refused).getDetailsList()) {
            if (any.is(ErrorInfo.class)) {
                return any.unpack(ErrorInfo.class).getReason();
            }
        }
        throw new AssertionError("no reason is given", refused);
    }

    private static List<AuditEntry> audit() {
        return SystemServiceGrpc.newBlockingStub(controller.admin())
                .listAuditEntries(ListAuditEntriesRequest.newBuilder().setLimit(100).build())
                .getEntriesList();
    }

    private static AuditEntry newest() {
        return audit().getFirst();
    }

    private static int listPlans(ManagedChannel as) {
        return PlanServiceGrpc.newBlockingStub(as)
                .listPlans(ListPlansRequest.getDefaultInstance())
                .getPlansCount();
    }

    private static ServingStatus checkHealth(ManagedChannel as) {
        return HealthGrpc.newBlockingStub(as)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    private static void reflect(ManagedChannel as) throws Throwable {
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> call =
                ServerReflectionGrpc.newStub(as)
                        .serverReflectionInfo(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(ServerReflectionResponse response) {
                                        answer.complete(response);
                                    }

                                    @Override
                                    public void onError(Throwable t) {
                                        answer.completeExceptionally(t);
                                    }

                                    @Override
                                    public void onCompleted() {}
                                });
        call.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        try {
            answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static String startBackup(String plan) {
        Operation started =
                OperationServiceGrpc.newBlockingStub(controller.admin())
                        .startBackup(StartBackupRequest.newBuilder().setPlan(plan).build())
                        .getOperation();
        return started.getId();
    }

    private static Iterator<WatchOperationResponse> watch(ManagedChannel as, String operation) {
        return OperationServiceGrpc.newBlockingStub(as)
                .watchOperation(WatchOperationRequest.newBuilder().setId(operation).build());
    }

    private static void enroll(String token, String name) throws Exception {
        ScriptedAgent.enroll(
                controller.anonymous(),
                token,
                EnrollRequest.newBuilder().setHostName(name).setInstanceId("another"));
    }

    /** How much comes back before the controller hangs up on what is no TLS. */
    private static int answerTo(byte[] words) throws IOException {
        try (Socket socket = new Socket("localhost", controller.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            try {
                socket.getOutputStream().write(words);
                socket.shutdownOutput();
                return socket.getInputStream().readAllBytes().length;
            } catch (java.net.SocketException _) { // it hung up before it had heard all
                return 0;
            }
        }
    }

    private static void handshakeAndSpeakHttp1() throws Exception {
        try (SSLSocket socket = handshake("TLSv1.3")) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(1000);
        } catch (java.net.SocketException | SSLException _) {
            // it hung up: there is no HTTP/1.1
        }
    }

    private static SSLSocket handshake(String version) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("localhost", controller.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setEnabledProtocols(new String[] {version});
        socket.startHandshake();
        return socket;
    }

    /** Whoever attacks does not ask whom they attack. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
