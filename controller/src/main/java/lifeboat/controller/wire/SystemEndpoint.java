package lifeboat.controller.wire;

import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.controller.recovery.SaveReport;
import lifeboat.controller.recovery.SelfSave;
import lifeboat.controller.security.AuditLog;
import lifeboat.controller.security.Permission;
import lifeboat.proto.control.v1.AuditEntry;
import lifeboat.proto.control.v1.ExportKitRequest;
import lifeboat.proto.control.v1.ExportKitResponse;
import lifeboat.proto.control.v1.GetStatusRequest;
import lifeboat.proto.control.v1.GetStatusResponse;
import lifeboat.proto.control.v1.ListAuditEntriesRequest;
import lifeboat.proto.control.v1.ListAuditEntriesResponse;
import lifeboat.proto.control.v1.SavedState;
import lifeboat.proto.control.v1.SystemServiceGrpc.SystemServiceImplBase;
import lifeboat.proto.control.v1.VerifyKitRequest;
import lifeboat.proto.control.v1.VerifyKitResponse;

/** Shows the controller itself. */
final class SystemEndpoint extends SystemServiceImplBase {

    private static final int USUAL_ENTRIES = 100;
    private static final int MOST_ENTRIES = 1000;
    private static final int RECENT = 20;

    /** What the status is put together from. */
    record Sources(
            PlanDirectory plans,
            HostDirectory hosts,
            Plans stored,
            OperationRunner operations,
            SelfSave saves,
            AuditLog audit) {}

    private final Calls calls;
    private final Sources sources;
    private final KitExchange kits;
    private final Clock clock;
    private final String version;
    private final Instant started;

    SystemEndpoint(Calls calls, Sources sources, KitExchange kits, Clock clock, String version) {
        this.calls = calls;
        this.sources = sources;
        this.kits = kits;
        this.clock = clock;
        this.version = version;
        started = clock.instant();
    }

    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
        calls.answer(observer, _ -> status());
    }

    private GetStatusResponse status() {
        GetStatusResponse.Builder message =
                GetStatusResponse.newBuilder()
                        .setControllerVersion(version)
                        .setStarted(ProtoTime.of(started))
                        .setNow(ProtoTime.of(clock.instant()))
                        .addAllPlans(sources.plans().all())
                        .addAllHosts(sources.hosts().all())
                        .addAllOperations(
                                operations().stream().map(OperationMessages::operation).toList());
        sources.audit()
                .lastDone(Permission.KIT_EXPORT.action())
                .ifPresent(entry -> message.setKitExported(ProtoTime.of(entry.time())));
        sources.stored().all().stream()
                .map(plan -> plan.plan().repository().name())
                .distinct()
                .forEach(
                        name ->
                                sources.saves()
                                        .report(name)
                                        .ifPresent(
                                                report ->
                                                        message.addSavedStates(
                                                                message(name, report))));
        return message.build();
    }

    private static SavedState message(RepositoryName repository, SaveReport report) {
        SavedState.Builder message = SavedState.newBuilder().setRepository(repository.value());
        report.saved().ifPresent(time -> message.setSaved(ProtoTime.of(time)));
        report.failure()
                .ifPresent(
                        failure ->
                                message.setFailure(failure.code() + ": " + failure.message())
                                        .setNext(failure.next()));
        return message.build();
    }

    /** What runs, and the last of each plan that has ended. */
    private List<Operation> operations() {
        List<Operation> shown = new ArrayList<>(sources.operations().unfinished());
        for (StoredPlan plan : sources.stored().all()) {
            sources.operations().newest(plan.name(), RECENT).stream()
                    .filter(Operation::hasEnded)
                    .findFirst()
                    .ifPresent(shown::add);
        }
        return shown;
    }

    @Override
    public void listAuditEntries(
            ListAuditEntriesRequest request, StreamObserver<ListAuditEntriesResponse> observer) {
        calls.answer(
                observer,
                _ -> {
                    int limit =
                            request.getLimit() == 0
                                    ? USUAL_ENTRIES
                                    : request.getLimit() < 0
                                            ? MOST_ENTRIES // unsigned
                                            : Math.min(request.getLimit(), MOST_ENTRIES);
                    return ListAuditEntriesResponse.newBuilder()
                            .addAllEntries(
                                    sources.audit().newest(limit).stream()
                                            .map(SystemEndpoint::message)
                                            .toList())
                            .build();
                });
    }

    @Override
    public void exportKit(ExportKitRequest request, StreamObserver<ExportKitResponse> observer) {
        calls.change(observer, "", "", _ -> kits.export(request));
    }

    @Override
    public void verifyKit(VerifyKitRequest request, StreamObserver<VerifyKitResponse> observer) {
        calls.change(observer, "", "", _ -> kits.verify(request));
    }

    private static AuditEntry message(lifeboat.controller.security.AuditEntry entry) {
        return AuditEntry.newBuilder()
                .setNumber(entry.number())
                .setTime(ProtoTime.of(entry.time()))
                .setWho(entry.deed().who())
                .setAction(entry.deed().action())
                .setSubject(entry.deed().subject())
                .setReason(entry.deed().reason())
                .setDone(entry.done())
                .setRefusal(entry.refusal())
                .build();
    }
}
