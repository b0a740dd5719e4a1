package lifeboat.controller.wire;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.operation.Work;
import lifeboat.controller.plan.Plans;
import lifeboat.proto.control.v1.CancelOperationRequest;
import lifeboat.proto.control.v1.CancelOperationResponse;
import lifeboat.proto.control.v1.GetOperationLogRequest;
import lifeboat.proto.control.v1.GetOperationLogResponse;
import lifeboat.proto.control.v1.GetOperationRequest;
import lifeboat.proto.control.v1.GetOperationResponse;
import lifeboat.proto.control.v1.ListOperationsRequest;
import lifeboat.proto.control.v1.ListOperationsResponse;
import lifeboat.proto.control.v1.OperationServiceGrpc.OperationServiceImplBase;
import lifeboat.proto.control.v1.PreviewRestoreRequest;
import lifeboat.proto.control.v1.PreviewRestoreResponse;
import lifeboat.proto.control.v1.RestoreSpec;
import lifeboat.proto.control.v1.StartBackupRequest;
import lifeboat.proto.control.v1.StartBackupResponse;
import lifeboat.proto.control.v1.StartCheckRequest;
import lifeboat.proto.control.v1.StartCheckResponse;
import lifeboat.proto.control.v1.StartRestoreRequest;
import lifeboat.proto.control.v1.StartRestoreResponse;
import lifeboat.proto.control.v1.WatchOperationRequest;
import lifeboat.proto.control.v1.WatchOperationResponse;

/** Starts, stops and shows operations. */
final class OperationEndpoint extends OperationServiceImplBase {

    private static final int MOST = 100;

    private final Calls calls;
    private final OperationRunner operations;
    private final Plans plans;
    private final WorkOrders orders;
    private final Set<OutboundStream<?>> watches = ConcurrentHashMap.newKeySet();

    OperationEndpoint(Calls calls, OperationRunner operations, Plans plans, WorkOrders orders) {
        this.calls = calls;
        this.operations = operations;
        this.plans = plans;
        this.orders = orders;
    }

    @Override
    public void startBackup(
            StartBackupRequest request, StreamObserver<StartBackupResponse> observer) {
        calls.change(
                observer,
                "plan " + request.getPlan(),
                request.getReason(),
                caller -> {
                    Work work = orders.backup(plans.require(request.getPlan()).plan());
                    Operation started = operations.start(work, caller.who(), request.getReason());
                    return StartBackupResponse.newBuilder()
                            .setOperation(OperationMessages.operation(started))
                            .build();
                });
    }

    @Override
    public void previewRestore(
            PreviewRestoreRequest request, StreamObserver<PreviewRestoreResponse> observer) {
        calls.change(
                observer,
                subject(request.getSpec()),
                "",
                caller -> {
                    Work work = orders.restore(request.getSpec(), true);
                    Operation started = operations.start(work, caller.who(), "");
                    return PreviewRestoreResponse.newBuilder()
                            .setOperation(OperationMessages.operation(started))
                            .build();
                });
    }

    @Override
    public void startRestore(
            StartRestoreRequest request, StreamObserver<StartRestoreResponse> observer) {
        calls.change(
                observer,
                subject(request.getSpec()),
                request.getReason(),
                caller -> {
                    Work work = orders.restore(request.getSpec(), false);
                    Operation started = operations.start(work, caller.who(), request.getReason());
                    return StartRestoreResponse.newBuilder()
                            .setOperation(OperationMessages.operation(started))
                            .build();
                });
    }

    @Override
    public void startCheck(StartCheckRequest request, StreamObserver<StartCheckResponse> observer) {
        calls.change(
                observer,
                "plan " + request.getPlan(),
                "",
                caller -> {
                    Work work =
                            orders.check(
                                    plans.require(request.getPlan()).plan(),
                                    request.getReadShare());
                    Operation started = operations.start(work, caller.who(), "");
                    return StartCheckResponse.newBuilder()
                            .setOperation(OperationMessages.operation(started))
                            .build();
                });
    }

    @Override
    public void cancelOperation(
            CancelOperationRequest request, StreamObserver<CancelOperationResponse> observer) {
        calls.change(
                observer,
                "operation " + request.getId(),
                request.getReason(),
                caller -> {
                    Operation found = operations.get(request.getId());
                    Operation asked =
                            operations.cancel(found.id(), caller.who(), request.getReason());
                    return CancelOperationResponse.newBuilder()
                            .setOperation(OperationMessages.operation(asked))
                            .build();
                });
    }

    @Override
    public void listOperations(
            ListOperationsRequest request, StreamObserver<ListOperationsResponse> observer) {
        calls.answer(
                observer,
                _ ->
                        ListOperationsResponse.newBuilder()
                                .addAllOperations(
                                        list(request).stream()
                                                .map(OperationMessages::operation)
                                                .toList())
                                .build());
    }

    private List<Operation> list(ListOperationsRequest request) {
        int limit = request.getLimit() <= 0 ? MOST : Math.min(request.getLimit(), MOST); // unsigned
        if (request.getRunning()) {
            return operations.unfinished().reversed().stream()
                    .filter(
                            one ->
                                    request.getPlan().isEmpty()
                                            || one.work().plan().value().equals(request.getPlan()))
                    .limit(limit)
                    .toList();
        }
        return request.getPlan().isEmpty()
                ? operations.newest(limit)
                : operations.newest(plans.require(request.getPlan()).name(), limit);
    }

    @Override
    public void getOperation(
            GetOperationRequest request, StreamObserver<GetOperationResponse> observer) {
        calls.answer(
                observer,
                _ ->
                        GetOperationResponse.newBuilder()
                                .setOperation(
                                        OperationMessages.operation(
                                                operations.get(request.getId())))
                                .build());
    }

    @Override
    public void getOperationLog(
            GetOperationLogRequest request, StreamObserver<GetOperationLogResponse> observer) {
        calls.answer(
                observer,
                _ ->
                        GetOperationLogResponse.newBuilder()
                                .addAllEntries(
                                        operations
                                                .log(operations.get(request.getId()).id())
                                                .stream()
                                                .map(OperationMessages::logEntry)
                                                .toList())
                                .build());
    }

    /** A watcher that reads slowly misses states in between, never the last. */
    @Override
    public void watchOperation(
            WatchOperationRequest request, StreamObserver<WatchOperationResponse> observer) {
        var call = (ServerCallStreamObserver<WatchOperationResponse>) observer;
        OutboundStream<WatchOperationResponse> outbound = new OutboundStream<>(call, 1);
        WatchEnd end = new WatchEnd();
        Runnable gone =
                () -> {
                    end.reached();
                    watches.remove(outbound);
                };
        call.setOnCancelHandler(gone);
        call.setOnCloseHandler(gone);
        watches.add(outbound);
        try {
            Operation found = operations.get(request.getId());
            end.opened(
                    operations.watch(
                            found.id(),
                            operation -> {
                                outbound.replace(
                                        WatchOperationResponse.newBuilder()
                                                .setOperation(
                                                        OperationMessages.operation(operation))
                                                .build());
                                if (operation.hasEnded()) {
                                    outbound.complete();
                                }
                            }));
        } catch (RuntimeException e) { // the edge of the call
            outbound.fail(calls.statuses().map(e));
        }
    }

    /** Ends the watches, which would go on as long as their operations. */
    void endWatches(ControllerException why) {
        watches.forEach(watch -> watch.fail(calls.statuses().map(why)));
    }

    private static String subject(RestoreSpec spec) {
        return "plan %s, snapshot %s, host %s, target %s%s%s"
                .formatted(
                        spec.getPlan(),
                        spec.getSnapshot(),
                        otherwise(spec.getHost()),
                        otherwise(spec.getTarget()),
                        spec.getIntoExisting() ? ", into existing" : "",
                        spec.getDelete() ? ", delete" : "");
    }

    private static String otherwise(String text) {
        return text.isEmpty() ? "of the plan" : text;
    }
}
