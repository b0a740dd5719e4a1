package lifeboat.controller.wire;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.KnownSnapshot;
import lifeboat.controller.catalog.RepositoryView;
import lifeboat.controller.plan.PlanName;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.RecoveryPlan;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.proto.control.v1.CatalogServiceGrpc.CatalogServiceImplBase;
import lifeboat.proto.control.v1.GetSnapshotRequest;
import lifeboat.proto.control.v1.GetSnapshotResponse;
import lifeboat.proto.control.v1.ListRepositoriesRequest;
import lifeboat.proto.control.v1.ListRepositoriesResponse;
import lifeboat.proto.control.v1.ListSnapshotsRequest;
import lifeboat.proto.control.v1.ListSnapshotsResponse;
import lifeboat.proto.control.v1.Repository;
import lifeboat.proto.control.v1.Snapshot;
import lifeboat.proto.control.v1.UnlockRepositoryRequest;
import lifeboat.proto.control.v1.UnlockRepositoryResponse;

/** Shows what is in the repositories. */
final class CatalogEndpoint extends CatalogServiceImplBase {

    private static final int MOST = 1000;

    private final Calls calls;
    private final Catalog catalog;
    private final Plans plans;
    private final WorkOrders orders;

    CatalogEndpoint(Calls calls, Catalog catalog, Plans plans, WorkOrders orders) {
        this.calls = calls;
        this.catalog = catalog;
        this.plans = plans;
        this.orders = orders;
    }

    /** A snapshot with the repository that it lies in. */
    private record Located(RepositoryName repository, KnownSnapshot snapshot) {}

    @Override
    public void listSnapshots(
            ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> observer) {
        calls.answer(
                observer,
                _ -> {
                    int limit = request.getLimit() <= 0 ? MOST : Math.min(request.getLimit(), MOST);
                    List<Located> found =
                            request.getPlan().isEmpty()
                                    ? all()
                                    : of(plans.require(request.getPlan()).plan());
                    return ListSnapshotsResponse.newBuilder()
                            .addAllSnapshots(
                                    found.stream()
                                            .sorted(
                                                    Comparator.comparing(
                                                                    Located::snapshot,
                                                                    KnownSnapshot.BY_TIME)
                                                            .reversed())
                                            .limit(limit)
                                            .map(CatalogEndpoint::message)
                                            .toList())
                            .build();
                });
    }

    @Override
    public void getSnapshot(
            GetSnapshotRequest request, StreamObserver<GetSnapshotResponse> observer) {
        calls.answer(
                observer,
                _ ->
                        GetSnapshotResponse.newBuilder()
                                .setSnapshot(message(snapshot(request)))
                                .build());
    }

    private Located snapshot(GetSnapshotRequest request) {
        if (!request.getPlan().isEmpty()) {
            RecoveryPlan plan = plans.require(request.getPlan()).plan();
            return new Located(plan.repository().name(), orders.snapshot(plan, request.getId()));
        }
        List<Located> all = all();
        KnownSnapshot found =
                WorkOrders.only(all.stream().map(Located::snapshot).toList(), request.getId(), "");
        return all.stream().filter(one -> one.snapshot().equals(found)).findFirst().orElseThrow();
    }

    private List<Located> all() {
        List<Located> all = new ArrayList<>();
        for (PlanRepository repository : repositories().values()) {
            catalog.view(repository)
                    .map(RepositoryView::snapshots)
                    .orElseGet(List::of)
                    .forEach(snapshot -> all.add(new Located(repository.name(), snapshot)));
        }
        return all;
    }

    private List<Located> of(RecoveryPlan plan) {
        return catalog
                .view(plan.repository())
                .map(view -> view.snapshotsOf(plan.name()))
                .orElseGet(List::of)
                .stream()
                .map(snapshot -> new Located(plan.repository().name(), snapshot))
                .toList();
    }

    @Override
    public void listRepositories(
            ListRepositoriesRequest request, StreamObserver<ListRepositoriesResponse> observer) {
        calls.answer(
                observer,
                _ ->
                        ListRepositoriesResponse.newBuilder()
                                .addAllRepositories(
                                        repositories().values().stream()
                                                .map(this::message)
                                                .toList())
                                .build());
    }

    @Override
    public void unlockRepository(
            UnlockRepositoryRequest request, StreamObserver<UnlockRepositoryResponse> observer) {
        calls.change(
                observer,
                "repository " + request.getName(),
                "",
                _ -> {
                    PlanRepository repository =
                            repositories().values().stream()
                                    .filter(one -> one.name().value().equals(request.getName()))
                                    .findFirst()
                                    .orElseThrow(() -> RepositoryKeys.unknown(request.getName()));
                    return UnlockRepositoryResponse.newBuilder()
                            .setRemoved(catalog.unlock(repository))
                            .build();
                });
    }

    private Map<RepositoryName, PlanRepository> repositories() {
        Map<RepositoryName, PlanRepository> repositories = new TreeMap<>();
        for (StoredPlan plan : plans.all()) {
            repositories.put(plan.plan().repository().name(), plan.plan().repository());
        }
        return repositories;
    }

    private Repository message(PlanRepository repository) {
        Repository.Builder message =
                Repository.newBuilder()
                        .setName(repository.name().value())
                        .setUrl(repository.url())
                        .addAllPlans(
                                plans.all().stream()
                                        .filter(
                                                plan ->
                                                        plan.plan()
                                                                .repository()
                                                                .name()
                                                                .equals(repository.name()))
                                        .map(plan -> plan.name().value())
                                        .toList());
        Optional<RepositoryView> view = catalog.view(repository);
        message.setReachable(view.filter(RepositoryView::isReachable).isPresent());
        if (view.isEmpty()) {
            message.setUnreachableBecause("it was not tried yet");
        }
        view.flatMap(RepositoryView::failure)
                .ifPresent(failure -> message.setUnreachableBecause(failure.message()));
        view.flatMap(RepositoryView::listing)
                .ifPresent(
                        listing -> {
                            message.setConfigId(listing.configId())
                                    .setLastSync(ProtoTime.of(listing.seen()))
                                    .setSnapshots(listing.snapshots().size())
                                    .setPacks(listing.packs())
                                    .setBytes(listing.packBytes())
                                    .setLocks(listing.locks());
                            listing.oldestLock()
                                    .map(ProtoTime::of)
                                    .ifPresent(message::setOldestLock);
                        });
        return message.build();
    }

    private static Snapshot message(Located located) {
        KnownSnapshot snapshot = located.snapshot();
        return Snapshot.newBuilder()
                .setId(snapshot.id().hex())
                .setPlan(snapshot.plan().map(PlanName::value).orElse(""))
                .setRepository(located.repository().value())
                .setRecoveryPoint(ProtoTime.of(snapshot.recoveryPoint()))
                .setHost(snapshot.host())
                .addAllPaths(snapshot.paths())
                .addAllTags(snapshot.tags())
                .setBytes(snapshot.bytes().orElse(0))
                .setFiles(snapshot.files().orElse(0))
                .setProgramVersion(snapshot.programVersion())
                .build();
    }
}
