package lifeboat.cli.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lifeboat.cli.output.Times;
import lifeboat.cli.output.Words;
import lifeboat.proto.control.v1.Freshness;
import lifeboat.proto.control.v1.GetStatusResponse;
import lifeboat.proto.control.v1.Host;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.OperationKind;
import lifeboat.proto.control.v1.Outcome;
import lifeboat.proto.control.v1.Phase;
import lifeboat.proto.control.v1.Plan;

/**
 * A plan held against its objectives.
 *
 * @param host that carries it; empty if the controller does not know it yet
 * @param running what is done for it now
 * @param last what was done for it last
 * @param findings the worst first
 */
record PlanHealth(
        Plan plan,
        Optional<Host> host,
        List<Operation> running,
        Optional<Operation> last,
        List<Finding> findings) {

    /** All plans, the worst first. */
    static List<PlanHealth> of(GetStatusResponse status) {
        Times times = new Times(Times.instant(status.getNow()));
        return status.getPlansList().stream()
                .map(plan -> of(plan, status, times))
                .sorted(
                        Comparator.comparing((PlanHealth health) -> health.worst().trouble())
                                .thenComparing(health -> health.plan().getName()))
                .toList();
    }

    private static PlanHealth of(Plan plan, GetStatusResponse status, Times times) {
        Optional<Host> host =
                status.getHostsList().stream()
                        .filter(one -> one.getName().equals(plan.getHost()))
                        .findFirst();
        List<Operation> own =
                status.getOperationsList().stream()
                        .filter(operation -> operation.getPlan().equals(plan.getName()))
                        .toList();
        Optional<Operation> last =
                own.stream()
                        .filter(operation -> operation.getPhase() == Phase.PHASE_DONE)
                        .max(Comparator.comparing(one -> Times.instant(one.getEnded())));
        List<Finding> findings = new ArrayList<>();
        freshness(plan, times).ifPresent(findings::add);
        hostDown(plan, host, times).ifPresent(findings::add);
        tooSlow(plan).ifPresent(findings::add);
        last.flatMap(PlanHealth::failed).ifPresent(findings::add);
        findings.sort(Comparator.comparing(Finding::trouble));
        return new PlanHealth(
                plan,
                host,
                own.stream().filter(one -> one.getPhase() != Phase.PHASE_DONE).toList(),
                last,
                List.copyOf(findings));
    }

    Finding worst() {
        return findings.isEmpty() ? new Finding(Trouble.NONE, "", "") : findings.getFirst();
    }

    /** Whether an objective is breached. */
    boolean isBreached() {
        return findings.stream().anyMatch(finding -> finding.trouble().isBreach());
    }

    /** The one command to type now. */
    String next() {
        return running.stream()
                .filter(one -> one.getKind() == OperationKind.OPERATION_KIND_RESTORE)
                .findFirst()
                .or(() -> running.stream().findFirst())
                .map(one -> "lifeboat operation watch " + one.getId())
                .orElse(
                        findings.isEmpty()
                                ? "lifeboat restore preview " + plan.getName()
                                : worst().next());
    }

    private static Optional<Finding> freshness(Plan plan, Times times) {
        String name = plan.getName();
        return switch (plan.getFreshness()) {
            case FRESHNESS_LATE -> late(plan, times);
            case FRESHNESS_MISSING ->
                    found(Trouble.MISSING, plan, "there is no snapshot", backup(name));
            case FRESHNESS_SUSPECT ->
                    found(
                            Trouble.SUSPECT,
                            plan,
                            "the newest snapshot is much smaller than the one before",
                            "lifeboat snapshot list " + name);
            case FRESHNESS_TRUNCATED ->
                    found(
                            Trouble.TRUNCATED,
                            plan,
                            "data of the newest snapshot is cut off",
                            check(plan));
            case FRESHNESS_CORRUPT ->
                    found(Trouble.CORRUPT, plan, "the repository is damaged", check(plan));
            case FRESHNESS_UNKNOWN ->
                    found(
                            Trouble.UNKNOWN,
                            plan,
                            "the repository " + plan.getRepository() + " can't be listed",
                            "lifeboat repository list");
            case FRESHNESS_HELD ->
                    // a held plan grows old: that is not to be hidden behind the hold
                    isOverdue(plan, times)
                            ? late(plan, times)
                            : found(
                                    Trouble.HELD,
                                    plan,
                                    "backups wait for a person",
                                    "lifeboat plan show " + name);
            case FRESHNESS_SUSPENDED ->
                    found(
                            Trouble.SUSPENDED,
                            plan,
                            "backups are switched off",
                            "lifeboat plan show " + name);
            case FRESHNESS_FRESH -> isOverdue(plan, times) ? late(plan, times) : Optional.empty();
            case FRESHNESS_UNSPECIFIED, UNRECOGNIZED ->
                    found(
                            Trouble.UNKNOWN,
                            plan,
                            "nothing is known of its snapshots yet",
                            "lifeboat repository list");
        };
    }

    private static Optional<Finding> found(
            Trouble trouble, Plan plan, String otherwise, String next) {
        String reason = plan.getFreshnessReason();
        return Optional.of(new Finding(trouble, reason.isEmpty() ? otherwise : reason, next));
    }

    private static Optional<Finding> late(Plan plan, Times times) {
        String wanted =
                "the newest snapshot is %s old, at most %s is wanted"
                        .formatted(
                                Times.length(times.age(plan.getRecoveryPoint())),
                                Times.length(Times.duration(plan.getRecoveryPointObjective())));
        String held = plan.getFreshness() == Freshness.FRESHNESS_HELD ? "; backups are held" : "";
        return Optional.of(new Finding(Trouble.LATE, wanted + held, backup(plan.getName())));
    }

    private static boolean isOverdue(Plan plan, Times times) {
        return plan.hasRecoveryPoint()
                && plan.hasRecoveryPointObjective()
                && times.age(plan.getRecoveryPoint())
                                .compareTo(Times.duration(plan.getRecoveryPointObjective()))
                        > 0;
    }

    private static Optional<Finding> hostDown(Plan plan, Optional<Host> host, Times times) {
        if (host.isPresent() && host.get().getConnected()) {
            return Optional.empty();
        }
        String seen =
                host.filter(Host::hasLastSeen)
                        .map(one -> "last heard of " + times.both(one.getLastSeen()))
                        .orElse("never heard of");
        String join =
                host.isEmpty()
                        ? "lifeboat token create --role master --host " + plan.getHost()
                        : "on %s: lifeboat-agent status; if it is lost: lifeboat token create --role"
                                        .formatted(plan.getHost())
                                + " master --host %s --replace --reason \"…\""
                                        .formatted(plan.getHost());
        return Optional.of(
                new Finding(
                        Trouble.HOST_DOWN,
                        "the agent on %s is down, %s".formatted(plan.getHost(), seen),
                        join));
    }

    private static Optional<Finding> tooSlow(Plan plan) {
        if (!plan.hasRecoveryTimeForecast() || !plan.hasRecoveryTimeObjective()) {
            return Optional.empty();
        }
        Duration forecast = Times.duration(plan.getRecoveryTimeForecast());
        Duration objective = Times.duration(plan.getRecoveryTimeObjective());
        return forecast.compareTo(objective) <= 0
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                Trouble.TOO_SLOW,
                                "a restore takes about %s, at most %s is wanted"
                                        .formatted(Times.length(forecast), Times.length(objective)),
                                "lifeboat restore preview " + plan.getName()));
    }

    private static Optional<Finding> failed(Operation operation) {
        boolean bad =
                operation.getOutcome() == Outcome.OUTCOME_FAILED
                        || operation.getOutcome() == Outcome.OUTCOME_REFUSED;
        return bad
                ? Optional.of(
                        new Finding(
                                Trouble.LAST_FAILED,
                                "the last %s %s: %s"
                                        .formatted(
                                                Words.of(operation.getKind()),
                                                Words.of(operation.getOutcome()),
                                                operation.getFailure().getMessage()),
                                "lifeboat operation show " + operation.getId()))
                : Optional.empty();
    }

    private static String backup(String plan) {
        return "lifeboat backup run " + plan + " --wait";
    }

    private static String check(Plan plan) {
        return "lifeboat repository check " + plan.getRepository() + " --wait";
    }
}
