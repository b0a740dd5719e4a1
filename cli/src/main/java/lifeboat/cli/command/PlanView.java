package lifeboat.cli.command;

import lifeboat.cli.output.Amounts;
import lifeboat.cli.output.Details;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.cli.output.Words;
import lifeboat.proto.control.v1.Plan;

/** A plan in words. */
final class PlanView {

    private PlanView() {}

    static Table<Plan> table(Times times) {
        return new Table<Plan>()
                .column("NAME", Plan::getName)
                .column("STATE", plan -> Words.of(plan.getFreshness()))
                .column("RECOVERY POINT", plan -> recoveryPoint(plan, times))
                .column("OBJECTIVE", plan -> objective(plan))
                .column("HOST", Plan::getHost)
                .column("NEXT BACKUP", plan -> nextBackup(plan, times))
                .wide("REPOSITORY", Plan::getRepository)
                .wide("SNAPSHOTS", plan -> Amounts.count(plan.getSnapshots()))
                .wide("SIZE", plan -> Amounts.bytes(plan.getBytes()))
                .wide("VERSION", plan -> Long.toString(plan.getVersion()));
    }

    static String details(Plan plan, Times times) {
        return new Details()
                        .add("Plan", "%s, version %d".formatted(plan.getName(), plan.getVersion()))
                        .add(
                                "Applied",
                                plan.hasApplied()
                                        ? times.both(plan.getApplied())
                                                + " by "
                                                + plan.getAppliedBy()
                                        : "")
                        .add("Host", plan.getHost())
                        .add("Repository", plan.getRepository())
                        .add("State", state(plan))
                        .add("Get back", recoveryPoint(plan, times))
                        .add("At most", objective(plan))
                        .add("Takes", takes(plan))
                        .add("Next backup", nextBackup(plan, times))
                        .add(
                                "Newest",
                                plan.hasRecoveryPoint()
                                        ? "%s, %s"
                                                .formatted(
                                                        Amounts.count(
                                                                plan.getFiles(), "file", "files"),
                                                        Amounts.bytes(plan.getBytes()))
                                        : "")
                        .text()
                + "\n"
                + plan.getYaml();
    }

    static String state(Plan plan) {
        String reason = plan.getFreshnessReason();
        return Words.of(plan.getFreshness()) + (reason.isEmpty() ? "" : ": " + reason);
    }

    static String recoveryPoint(Plan plan, Times times) {
        return plan.hasRecoveryPoint() ? times.both(plan.getRecoveryPoint()) : "nothing";
    }

    static String objective(Plan plan) {
        return plan.hasRecoveryPointObjective()
                ? Times.length(Times.duration(plan.getRecoveryPointObjective()))
                : "";
    }

    static String nextBackup(Plan plan, Times times) {
        return plan.hasNextBackup() ? times.both(plan.getNextBackup()) : "not scheduled";
    }

    /** The forecast against its objective. */
    static String takes(Plan plan) {
        String forecast =
                plan.hasRecoveryTimeForecast()
                        ? "about " + Times.length(Times.duration(plan.getRecoveryTimeForecast()))
                        : "not measured yet";
        return plan.hasRecoveryTimeObjective()
                ? forecast
                        + ", objective "
                        + Times.length(Times.duration(plan.getRecoveryTimeObjective()))
                : forecast;
    }
}
