package lifeboat.cli.command;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.*;

/** A controller in this process: it answers as it is told, and keeps what it was asked. */
final class FakeController implements AutoCloseable {

    /**
     * One connection of a watch.
     *
     * @param end how it ends; OK leaves it open
     */
    private record Watching(List<Operation> operations, Status end, boolean open) {}

    final GetStatusResponse.Builder status = GetStatusResponse.newBuilder();
    final List<Snapshot> snapshots = new ArrayList<>();
    final List<Repository> repositories = new ArrayList<>();
    final List<LogEntry> log = new ArrayList<>();
    final List<AuditEntry> audit = new ArrayList<>();
    final List<OperatorCertificate> operators = new ArrayList<>();
    final List<PlanFault> faults = new ArrayList<>();
    final List<Message> requests = new ArrayList<>();
    Operation started = Operation.getDefaultInstance();
    private final Deque<Watching> watchings = new ArrayDeque<>();
    private final Map<Class<?>, RuntimeException> refusals = new HashMap<>();
    private Runnable onWatch = () -> {};
    private final String name = UUID.randomUUID().toString();
    private final Server server;

    FakeController() {
        try {
            server =
                    InProcessServerBuilder.forName(name)
                            .directExecutor()
                            .addService(new Systems())
                            .addService(new Hosts())
                            .addService(new Operators())
                            .addService(new Tokens())
                            .addService(new Plans())
                            .addService(new Operations())
                            .addService(new Catalogs())
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Controller connect() {
        ManagedChannel channel = InProcessChannelBuilder.forName(name).directExecutor().build();
        return new Controller(channel, "controller.test:7443");
    }

    /** Refuses requests of a kind as the real one does. */
    void refuse(Class<? extends Message> request, Status.Code code, String reason, String next) {
        ErrorInfo info =
                ErrorInfo.newBuilder()
                        .setReason(reason)
                        .setDomain("lifeboat")
                        .putMetadata("next", next)
                        .build();
        refusals.put(
                request,
                StatusProto.toStatusRuntimeException(
                        com.google.rpc.Status.newBuilder()
                                .setCode(code.value())
                                .setMessage("refused by the test")
                                .addDetails(Any.pack(info))
                                .build()));
    }

    /** Fails requests of a kind as gRPC itself does. */
    void fail(Class<? extends Message> request, Status status) {
        refusals.put(request, status.asRuntimeException());
    }

    /** The next connection of a watch shows these, and then is lost. */
    void watchUntilLost(Operation... operations) {
        watchings.add(new Watching(List.of(operations), Status.UNAVAILABLE, false));
    }

    /** The next connection of a watch shows these, and ends well. */
    void watchToTheEnd(Operation... operations) {
        watchings.add(new Watching(List.of(operations), Status.OK, false));
    }

    /** The next connection of a watch shows these, and stays open. */
    void watchForEver(Operation... operations) {
        watchings.add(new Watching(List.of(operations), Status.OK, true));
    }

    /** Runs {@code event} whenever a watch begins. */
    void onWatch(Runnable event) {
        onWatch = event;
    }

    <T extends Message> T only(Class<T> kind) {
        List<T> all = requests.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " requests of " + kind);
        }
        return all.getFirst();
    }

    private <T> void answer(Message request, StreamObserver<T> observer, T answer) {
        requests.add(request);
        RuntimeException refusal = refusals.get(request.getClass());
        if (refusal != null) {
            observer.onError(refusal);
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    private static Status unknown(String what) {
        return Status.NOT_FOUND.withDescription("there is no " + what);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Systems extends SystemServiceGrpc.SystemServiceImplBase {
        @Override
        public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> to) {
            answer(request, to, status.build());
        }

        @Override
        public void listAuditEntries(
                ListAuditEntriesRequest request, StreamObserver<ListAuditEntriesResponse> to) {
            answer(request, to, ListAuditEntriesResponse.newBuilder().addAllEntries(audit).build());
        }

        @Override
        public void exportKit(ExportKitRequest request, StreamObserver<ExportKitResponse> to) {
            answer(
                    request,
                    to,
                    ExportKitResponse.newBuilder()
                            .setKit(com.google.protobuf.ByteString.copyFromUtf8("sealed"))
                            .build());
        }

        @Override
        public void verifyKit(VerifyKitRequest request, StreamObserver<VerifyKitResponse> to) {
            answer(
                    request,
                    to,
                    VerifyKitResponse.newBuilder()
                            .setExported(Samples.time("2026-11-20T00:00:00Z"))
                            .addRepositories(
                                    KitRepository.newBuilder()
                                            .setName("main")
                                            .setUrl("s3:https://s3.test/backups")
                                            .setOpened(false)
                                            .setFailure("the password is another"))
                            .build());
        }
    }

    private final class Hosts extends HostServiceGrpc.HostServiceImplBase {
        @Override
        public void listHosts(ListHostsRequest request, StreamObserver<ListHostsResponse> to) {
            answer(
                    request,
                    to,
                    ListHostsResponse.newBuilder().addAllHosts(status.getHostsList()).build());
        }

        @Override
        public void getHost(GetHostRequest request, StreamObserver<GetHostResponse> to) {
            status.getHostsList().stream()
                    .filter(host -> host.getName().startsWith(request.getName()))
                    .findFirst()
                    .ifPresentOrElse(
                            host ->
                                    answer(
                                            request,
                                            to,
                                            GetHostResponse.newBuilder().setHost(host).build()),
                            () -> to.onError(unknown("host").asRuntimeException()));
        }

        @Override
        public void removeHost(RemoveHostRequest request, StreamObserver<RemoveHostResponse> to) {
            answer(request, to, RemoveHostResponse.getDefaultInstance());
        }
    }

    private final class Operators extends OperatorServiceGrpc.OperatorServiceImplBase {
        @Override
        public void listOperators(
                ListOperatorsRequest request, StreamObserver<ListOperatorsResponse> to) {
            answer(
                    request,
                    to,
                    ListOperatorsResponse.newBuilder().addAllCertificates(operators).build());
        }

        @Override
        public void revokeOperator(
                RevokeOperatorRequest request, StreamObserver<RevokeOperatorResponse> to) {
            int known =
                    (int)
                            operators.stream()
                                    .filter(one -> one.getName().equals(request.getName()))
                                    .count();
            answer(request, to, RevokeOperatorResponse.newBuilder().setRevoked(known).build());
        }
    }

    private final class Tokens extends TokenServiceGrpc.TokenServiceImplBase {
        @Override
        public void createToken(
                CreateTokenRequest request, StreamObserver<CreateTokenResponse> to) {
            answer(
                    request,
                    to,
                    CreateTokenResponse.newBuilder()
                            .setToken("lb1.id.secret.digest")
                            .setExpires(Samples.time("2026-11-23T00:15:00Z"))
                            .build());
        }
    }

    private final class Plans extends PlanServiceGrpc.PlanServiceImplBase {
        @Override
        public void applyPlan(ApplyPlanRequest request, StreamObserver<ApplyPlanResponse> to) {
            answer(
                    request,
                    to,
                    ApplyPlanResponse.newBuilder()
                            .setPlan(status.getPlans(0))
                            .setChanged(true)
                            .build());
        }

        @Override
        public void validatePlan(
                ValidatePlanRequest request, StreamObserver<ValidatePlanResponse> to) {
            answer(request, to, ValidatePlanResponse.newBuilder().addAllFaults(faults).build());
        }

        @Override
        public void listPlans(ListPlansRequest request, StreamObserver<ListPlansResponse> to) {
            answer(
                    request,
                    to,
                    ListPlansResponse.newBuilder().addAllPlans(status.getPlansList()).build());
        }

        @Override
        public void getPlan(GetPlanRequest request, StreamObserver<GetPlanResponse> to) {
            status.getPlansList().stream()
                    .filter(plan -> plan.getName().startsWith(request.getName()))
                    .findFirst()
                    .ifPresentOrElse(
                            plan ->
                                    answer(
                                            request,
                                            to,
                                            GetPlanResponse.newBuilder().setPlan(plan).build()),
                            () -> to.onError(unknown("plan").asRuntimeException()));
        }

        @Override
        public void deletePlan(DeletePlanRequest request, StreamObserver<DeletePlanResponse> to) {
            answer(request, to, DeletePlanResponse.getDefaultInstance());
        }
    }

    private final class Operations extends OperationServiceGrpc.OperationServiceImplBase {
        @Override
        public void startBackup(
                StartBackupRequest request, StreamObserver<StartBackupResponse> to) {
            answer(request, to, StartBackupResponse.newBuilder().setOperation(started).build());
        }

        @Override
        public void previewRestore(
                PreviewRestoreRequest request, StreamObserver<PreviewRestoreResponse> to) {
            answer(request, to, PreviewRestoreResponse.newBuilder().setOperation(started).build());
        }

        @Override
        public void startRestore(
                StartRestoreRequest request, StreamObserver<StartRestoreResponse> to) {
            answer(request, to, StartRestoreResponse.newBuilder().setOperation(started).build());
        }

        @Override
        public void startCheck(StartCheckRequest request, StreamObserver<StartCheckResponse> to) {
            answer(request, to, StartCheckResponse.newBuilder().setOperation(started).build());
        }

        @Override
        public void cancelOperation(
                CancelOperationRequest request, StreamObserver<CancelOperationResponse> to) {
            answer(request, to, CancelOperationResponse.newBuilder().setOperation(started).build());
        }

        @Override
        public void listOperations(
                ListOperationsRequest request, StreamObserver<ListOperationsResponse> to) {
            answer(
                    request,
                    to,
                    ListOperationsResponse.newBuilder()
                            .addAllOperations(status.getOperationsList())
                            .build());
        }

        @Override
        public void getOperation(
                GetOperationRequest request, StreamObserver<GetOperationResponse> to) {
            answer(request, to, GetOperationResponse.newBuilder().setOperation(started).build());
        }

        @Override
        public void watchOperation(
                WatchOperationRequest request, StreamObserver<WatchOperationResponse> to) {
            requests.add(request);
            RuntimeException refusal = refusals.get(request.getClass());
            if (refusal != null) {
                to.onError(refusal);
                return;
            }
            onWatch.run();
            Watching watching = watchings.remove();
            for (Operation operation : watching.operations()) {
                to.onNext(WatchOperationResponse.newBuilder().setOperation(operation).build());
            }
            if (!watching.end().isOk()) {
                to.onError(watching.end().asRuntimeException());
            } else if (!watching.open()) {
                to.onCompleted();
            }
        }

        @Override
        public void getOperationLog(
                GetOperationLogRequest request, StreamObserver<GetOperationLogResponse> to) {
            answer(request, to, GetOperationLogResponse.newBuilder().addAllEntries(log).build());
        }
    }

    private final class Catalogs extends CatalogServiceGrpc.CatalogServiceImplBase {
        @Override
        public void listSnapshots(
                ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> to) {
            answer(
                    request,
                    to,
                    ListSnapshotsResponse.newBuilder().addAllSnapshots(snapshots).build());
        }

        @Override
        public void getSnapshot(
                GetSnapshotRequest request, StreamObserver<GetSnapshotResponse> to) {
            answer(
                    request,
                    to,
                    GetSnapshotResponse.newBuilder().setSnapshot(snapshots.getFirst()).build());
        }

        @Override
        public void listRepositories(
                ListRepositoriesRequest request, StreamObserver<ListRepositoriesResponse> to) {
            answer(
                    request,
                    to,
                    ListRepositoriesResponse.newBuilder().addAllRepositories(repositories).build());
        }

        @Override
        public void unlockRepository(
                UnlockRepositoryRequest request, StreamObserver<UnlockRepositoryResponse> to) {
            answer(request, to, UnlockRepositoryResponse.newBuilder().setRemoved(2).build());
        }
    }
}
