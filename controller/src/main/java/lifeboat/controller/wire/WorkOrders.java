package lifeboat.controller.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.KnownSnapshot;
import lifeboat.controller.catalog.PlanHealth;
import lifeboat.controller.catalog.RepositoryView;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.operation.Work;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.RecoveryPlan;
import lifeboat.proto.control.v1.RestoreSpec;

/** Makes work out of plans, and out of what the catalogue has of them. */
final class WorkOrders {

    private static final String LATEST = "latest";

    private final Plans plans;
    private final Catalog catalog;
    private final HostStore hosts;
    private final Supplier<Instant> now;

    WorkOrders(Plans plans, Catalog catalog, HostStore hosts, Supplier<Instant> now) {
        this.plans = plans;
        this.catalog = catalog;
        this.hosts = hosts;
        this.now = now;
    }

    Work backup(RecoveryPlan plan) {
        requireMaster(plan.host());
        requireListed(plan);
        return new Work.BackupWork(
                plan.name(),
                plan.host(),
                plan.repository().name().value(),
                plan.paths(),
                plan.service().profile().orElse(""),
                plan.excludes(),
                List.of(plan.tag()),
                plan.service().name());
    }

    Work check(RecoveryPlan plan, double readShare) {
        requireMaster(plan.host());
        if (!(readShare >= 0 && readShare <= 1)) {
            throw invalid("READ_SHARE_INVALID", readShare + " is not a share of 0 to 1");
        }
        requireListed(plan);
        return new Work.CheckWork(
                plan.name(), plan.host(), plan.repository().name().value(), readShare);
    }

    /**
     * A snapshot of one path is restored as the contents of that path: they go into the target, and
     * without a target where they came from. One of several paths goes below the target as it is,
     * and below {@code /} without one.
     */
    Work restore(RestoreSpec spec, boolean preview) {
        RecoveryPlan plan = plans.require(spec.getPlan()).plan();
        HostName host = spec.getHost().isEmpty() ? plan.host() : hostName(spec.getHost());
        requireMaster(host);
        look(plan); // a snapshot that was just made is there, one that was just lost is not
        requireListed(plan);
        KnownSnapshot snapshot = snapshot(plan, spec.getSnapshot());
        String path = snapshot.paths().size() == 1 ? snapshot.paths().getFirst() : "";
        String target = spec.getTarget();
        if (target.isEmpty()) {
            target = path.isEmpty() ? "/" : path;
        } else if (!target.startsWith("/")) {
            throw invalid("TARGET_INVALID", "the target \"" + target + "\" is no absolute path");
        }
        return new Work.RestoreWork(
                plan.name(),
                host,
                plan.repository().name().value(),
                snapshot.id().hex(),
                target,
                path,
                spec.getTiersList(),
                spec.getIntoExisting(),
                spec.getDelete(),
                spec.getVerify(),
                preview);
    }

    /**
     * Finds a snapshot of a plan.
     *
     * @param wanted a unique prefix of its id, or {@code latest} for the newest good one
     * @throws ControllerException {@code SNAPSHOT_UNKNOWN}, {@code SNAPSHOT_AMBIGUOUS}
     */
    KnownSnapshot snapshot(RecoveryPlan plan, String wanted) {
        Optional<RepositoryView> view = catalog.view(plan.repository());
        if (wanted.equals(LATEST) || wanted.isEmpty()) {
            return PlanHealth.of(plan, view, Optional.empty(), now.get())
                    .latestGood()
                    .orElseThrow(
                            () ->
                                    unknown(
                                            "there is no good snapshot of plan " + plan.name(),
                                            plan));
        }
        return only(
                view.map(seen -> seen.snapshotsOf(plan.name())).orElseGet(List::of),
                wanted,
                plan.name().value());
    }

    /** Finds one of several snapshots by a unique prefix of its id. */
    static KnownSnapshot only(List<KnownSnapshot> snapshots, String prefix, String plan) {
        List<KnownSnapshot> found =
                snapshots.stream().filter(one -> one.id().hex().startsWith(prefix)).toList();
        return switch (found.size()) {
            case 0 ->
                    throw new ControllerException(
                            Kind.NOT_FOUND,
                            "SNAPSHOT_UNKNOWN",
                            "no snapshot begins with \"" + prefix + "\"",
                            ("lifeboat snapshot list " + plan).strip());
            case 1 -> found.getFirst();
            default ->
                    throw new ControllerException(
                            Kind.ACT_FIRST,
                            "SNAPSHOT_AMBIGUOUS",
                            "%d snapshots begin with \"%s\"".formatted(found.size(), prefix),
                            "give more letters");
        };
    }

    private static ControllerException unknown(String message, RecoveryPlan plan) {
        return new ControllerException(
                Kind.NOT_FOUND,
                "SNAPSHOT_UNKNOWN",
                message,
                "lifeboat snapshot list " + plan.name());
    }

    /** Agents compare a repository's id with the one that the catalogue has seen. */
    private void requireListed(RecoveryPlan plan) {
        if (catalog.view(plan.repository()).flatMap(RepositoryView::listing).isPresent()) {
            return;
        }
        RepositoryView view = look(plan);
        if (view.listing().isEmpty()) {
            RepositoryView.Failure why = view.failure().orElseThrow();
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    why.code(),
                    "the repository "
                            + plan.repository().name()
                            + " can't be read: "
                            + why.message(),
                    why.next());
        }
    }

    private RepositoryView look(RecoveryPlan plan) {
        try {
            return catalog.refresh(plan.repository());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControllerException(
                    Kind.UNAVAILABLE,
                    "CONTROLLER_STOPPING",
                    "the controller stops",
                    "repeat the command");
        }
    }

    /** A host that is not there yet may come, and its work waits for it. */
    private void requireMaster(HostName name) {
        boolean slave = hosts.find(name).map(Host::role).filter(Role.SLAVE::equals).isPresent();
        if (slave) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "HOST_IS_SLAVE",
                    "host " + name + " is a slave: it only reports",
                    "name a master, or enrol the host anew as one");
        }
    }

    static HostName hostName(String text) {
        if (!HostName.isValid(text)) {
            throw invalid("HOST_NAME_INVALID", "\"" + text + "\" can't be a host's name");
        }
        return new HostName(text);
    }

    private static ControllerException invalid(String code, String message) {
        return new ControllerException(Kind.INVALID, code, message, "");
    }
}
