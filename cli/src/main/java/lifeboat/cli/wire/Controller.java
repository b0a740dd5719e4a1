package lifeboat.cli.wire;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractBlockingStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lifeboat.proto.control.v1.ApplyPlanRequest;
import lifeboat.proto.control.v1.ApplyPlanResponse;
import lifeboat.proto.control.v1.CancelOperationRequest;
import lifeboat.proto.control.v1.CatalogServiceGrpc;
import lifeboat.proto.control.v1.CreateTokenRequest;
import lifeboat.proto.control.v1.CreateTokenResponse;
import lifeboat.proto.control.v1.DeletePlanRequest;
import lifeboat.proto.control.v1.ExportKitRequest;
import lifeboat.proto.control.v1.ExportKitResponse;
import lifeboat.proto.control.v1.GetHostRequest;
import lifeboat.proto.control.v1.GetOperationLogRequest;
import lifeboat.proto.control.v1.GetOperationLogResponse;
import lifeboat.proto.control.v1.GetOperationRequest;
import lifeboat.proto.control.v1.GetPlanRequest;
import lifeboat.proto.control.v1.GetSnapshotRequest;
import lifeboat.proto.control.v1.GetStatusRequest;
import lifeboat.proto.control.v1.GetStatusResponse;
import lifeboat.proto.control.v1.Host;
import lifeboat.proto.control.v1.HostServiceGrpc;
import lifeboat.proto.control.v1.ListAuditEntriesRequest;
import lifeboat.proto.control.v1.ListAuditEntriesResponse;
import lifeboat.proto.control.v1.ListHostsRequest;
import lifeboat.proto.control.v1.ListHostsResponse;
import lifeboat.proto.control.v1.ListOperationsRequest;
import lifeboat.proto.control.v1.ListOperationsResponse;
import lifeboat.proto.control.v1.ListOperatorsRequest;
import lifeboat.proto.control.v1.ListOperatorsResponse;
import lifeboat.proto.control.v1.ListPlansRequest;
import lifeboat.proto.control.v1.ListPlansResponse;
import lifeboat.proto.control.v1.ListRepositoriesRequest;
import lifeboat.proto.control.v1.ListRepositoriesResponse;
import lifeboat.proto.control.v1.ListSnapshotsRequest;
import lifeboat.proto.control.v1.ListSnapshotsResponse;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.OperationServiceGrpc;
import lifeboat.proto.control.v1.OperatorServiceGrpc;
import lifeboat.proto.control.v1.Plan;
import lifeboat.proto.control.v1.PlanServiceGrpc;
import lifeboat.proto.control.v1.PreviewRestoreRequest;
import lifeboat.proto.control.v1.RemoveHostRequest;
import lifeboat.proto.control.v1.RevokeOperatorRequest;
import lifeboat.proto.control.v1.RevokeOperatorResponse;
import lifeboat.proto.control.v1.Snapshot;
import lifeboat.proto.control.v1.StartBackupRequest;
import lifeboat.proto.control.v1.StartCheckRequest;
import lifeboat.proto.control.v1.StartRestoreRequest;
import lifeboat.proto.control.v1.SystemServiceGrpc;
import lifeboat.proto.control.v1.TokenServiceGrpc;
import lifeboat.proto.control.v1.UnlockRepositoryRequest;
import lifeboat.proto.control.v1.UnlockRepositoryResponse;
import lifeboat.proto.control.v1.ValidatePlanRequest;
import lifeboat.proto.control.v1.ValidatePlanResponse;
import lifeboat.proto.control.v1.VerifyKitRequest;
import lifeboat.proto.control.v1.VerifyKitResponse;
import lifeboat.proto.control.v1.WatchOperationRequest;

/**
 * The controller's calls. Each blocks until its answer, throws {@link CallFailure} if that is not
 * what was asked for, and answers to interruption.
 */
public final class Controller implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** For calls in which the controller itself reads repositories. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(5);

    private final ManagedChannel channel;
    private final String address;
    private final StatusReader statuses;

    /**
     * Takes a channel, which it shuts down when it is closed.
     *
     * @param address for people
     */
    public Controller(ManagedChannel channel, String address) {
        this.channel = channel;
        this.address = address;
        statuses = new StatusReader(address);
    }

    public String address() {
        return address;
    }

    public GetStatusResponse status() throws InterruptedException {
        return call(system(), stub -> stub.getStatus(GetStatusRequest.getDefaultInstance()));
    }

    public ListAuditEntriesResponse audit(ListAuditEntriesRequest request)
            throws InterruptedException {
        return call(system(), stub -> stub.listAuditEntries(request));
    }

    public ExportKitResponse exportKit(ExportKitRequest request) throws InterruptedException {
        return call(system(), stub -> stub.exportKit(request));
    }

    public VerifyKitResponse verifyKit(VerifyKitRequest request) throws InterruptedException {
        return call(system(), LONG_PATIENCE, stub -> stub.verifyKit(request));
    }

    public ListHostsResponse hosts() throws InterruptedException {
        return call(hostService(), stub -> stub.listHosts(ListHostsRequest.getDefaultInstance()));
    }

    /**
     * Shows a host.
     *
     * @param name or a unique prefix of it
     */
    public Host host(String name) throws InterruptedException {
        GetHostRequest request = GetHostRequest.newBuilder().setName(name).build();
        return call(hostService(), stub -> stub.getHost(request)).getHost();
    }

    public void removeHost(RemoveHostRequest request) throws InterruptedException {
        call(hostService(), stub -> stub.removeHost(request));
    }

    public ListOperatorsResponse operators() throws InterruptedException {
        return call(
                operatorService(),
                stub -> stub.listOperators(ListOperatorsRequest.getDefaultInstance()));
    }

    public RevokeOperatorResponse revokeOperator(RevokeOperatorRequest request)
            throws InterruptedException {
        return call(operatorService(), stub -> stub.revokeOperator(request));
    }

    public CreateTokenResponse createToken(CreateTokenRequest request) throws InterruptedException {
        return call(TokenServiceGrpc.newBlockingStub(channel), stub -> stub.createToken(request));
    }

    public ApplyPlanResponse applyPlan(ApplyPlanRequest request) throws InterruptedException {
        return call(planService(), stub -> stub.applyPlan(request));
    }

    public ValidatePlanResponse validatePlan(String yaml) throws InterruptedException {
        ValidatePlanRequest request = ValidatePlanRequest.newBuilder().setYaml(yaml).build();
        return call(planService(), stub -> stub.validatePlan(request));
    }

    public ListPlansResponse plans() throws InterruptedException {
        return call(planService(), stub -> stub.listPlans(ListPlansRequest.getDefaultInstance()));
    }

    /**
     * Shows a plan.
     *
     * @param name or a unique prefix of it
     */
    public Plan plan(String name) throws InterruptedException {
        GetPlanRequest request = GetPlanRequest.newBuilder().setName(name).build();
        return call(planService(), stub -> stub.getPlan(request)).getPlan();
    }

    public void deletePlan(DeletePlanRequest request) throws InterruptedException {
        call(planService(), stub -> stub.deletePlan(request));
    }

    public ListSnapshotsResponse snapshots(ListSnapshotsRequest request)
            throws InterruptedException {
        return call(catalog(), stub -> stub.listSnapshots(request));
    }

    public Snapshot snapshot(GetSnapshotRequest request) throws InterruptedException {
        return call(catalog(), stub -> stub.getSnapshot(request)).getSnapshot();
    }

    public ListRepositoriesResponse repositories() throws InterruptedException {
        return call(
                catalog(),
                stub -> stub.listRepositories(ListRepositoriesRequest.getDefaultInstance()));
    }

    public UnlockRepositoryResponse unlockRepository(String name) throws InterruptedException {
        UnlockRepositoryRequest request =
                UnlockRepositoryRequest.newBuilder().setName(name).build();
        return call(catalog(), LONG_PATIENCE, stub -> stub.unlockRepository(request));
    }

    public Operation startBackup(StartBackupRequest request) throws InterruptedException {
        return call(operations(), stub -> stub.startBackup(request)).getOperation();
    }

    public Operation previewRestore(PreviewRestoreRequest request) throws InterruptedException {
        return call(operations(), stub -> stub.previewRestore(request)).getOperation();
    }

    public Operation startRestore(StartRestoreRequest request) throws InterruptedException {
        return call(operations(), stub -> stub.startRestore(request)).getOperation();
    }

    public Operation startCheck(StartCheckRequest request) throws InterruptedException {
        return call(operations(), stub -> stub.startCheck(request)).getOperation();
    }

    public Operation cancel(CancelOperationRequest request) throws InterruptedException {
        return call(operations(), stub -> stub.cancelOperation(request)).getOperation();
    }

    public ListOperationsResponse operations(ListOperationsRequest request)
            throws InterruptedException {
        return call(operations(), stub -> stub.listOperations(request));
    }

    /**
     * Shows an operation.
     *
     * @param id or a unique prefix of it
     */
    public Operation operation(String id) throws InterruptedException {
        GetOperationRequest request = GetOperationRequest.newBuilder().setId(id).build();
        return call(operations(), stub -> stub.getOperation(request)).getOperation();
    }

    public GetOperationLogResponse log(String id) throws InterruptedException {
        GetOperationLogRequest request = GetOperationLogRequest.newBuilder().setId(id).build();
        return call(operations(), stub -> stub.getOperationLog(request));
    }

    /**
     * Follows an operation from now on; tries at once to connect again if the link was lost.
     *
     * @param id or a unique prefix of it
     */
    public OperationFeed watch(String id) {
        channel.resetConnectBackoff();
        WatchOperationRequest request = WatchOperationRequest.newBuilder().setId(id).build();
        OperationFeed feed = new OperationFeed(statuses);
        OperationServiceGrpc.newStub(channel).watchOperation(request, feed.receiver());
        return feed;
    }

    private SystemServiceGrpc.SystemServiceBlockingStub system() {
        return SystemServiceGrpc.newBlockingStub(channel);
    }

    private HostServiceGrpc.HostServiceBlockingStub hostService() {
        return HostServiceGrpc.newBlockingStub(channel);
    }

    private OperatorServiceGrpc.OperatorServiceBlockingStub operatorService() {
        return OperatorServiceGrpc.newBlockingStub(channel);
    }

    private PlanServiceGrpc.PlanServiceBlockingStub planService() {
        return PlanServiceGrpc.newBlockingStub(channel);
    }

    private CatalogServiceGrpc.CatalogServiceBlockingStub catalog() {
        return CatalogServiceGrpc.newBlockingStub(channel);
    }

    private OperationServiceGrpc.OperationServiceBlockingStub operations() {
        return OperationServiceGrpc.newBlockingStub(channel);
    }

    private <S extends AbstractBlockingStub<S>, A> A call(S stub, Function<S, A> call)
            throws InterruptedException {
        return call(stub, PATIENCE, call);
    }

    private <S extends AbstractBlockingStub<S>, A> A call(
            S stub, Duration patience, Function<S, A> call) throws InterruptedException {
        try {
            return call.apply(stub.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (StatusRuntimeException e) {
            if (Thread.interrupted()) { // gRPC's way to say that the wait was interrupted
                throw new InterruptedException();
            }
            throw statuses.read(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
