package lifeboat.cli.command;

import java.util.ArrayList;
import java.util.List;
import lifeboat.cli.output.Amounts;
import lifeboat.cli.output.Details;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.cli.output.Words;
import lifeboat.proto.control.v1.GetStatusResponse;
import lifeboat.proto.control.v1.Host;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.Plan;

/** All that an operator needs first, on one screen: the worst plan in full, the others a line. */
final class StatusView {

    private static final int ROWS = 15;

    private final GetStatusResponse status;
    private final List<PlanHealth> plans;
    private final Times times;

    StatusView(GetStatusResponse status, List<PlanHealth> plans) {
        this.status = status;
        this.plans = plans;
        times = new Times(Times.instant(status.getNow()));
    }

    String text() {
        if (plans.isEmpty()) {
            return "Nothing is protected yet: there are no plans.\n"
                    + around()
                    + "next: lifeboat plan apply FILE";
        }
        StringBuilder text = new StringBuilder(block(plans.getFirst()));
        List<PlanHealth> others = plans.subList(1, plans.size());
        if (!others.isEmpty()) {
            text.append('\n').append(table(others)).append('\n');
        }
        return text.append('\n').append(around()).toString();
    }

    private String block(PlanHealth health) {
        Plan plan = health.plan();
        Details details =
                new Details()
                        .add("Plan", plan.getName() + ": " + verdict(health))
                        .add("Host", host(health))
                        .add("Get back", getBack(plan))
                        .add("Takes", PlanView.takes(plan))
                        .add("Backup", backup(plan));
        health.last().ifPresent(last -> details.add("Last", ended(last)));
        health.running().forEach(operation -> details.add("Now", now(operation)));
        health.findings().forEach(finding -> details.add("Wrong", finding.what()));
        return details.add("next", health.next()).text();
    }

    private String backup(Plan plan) {
        return (plan.hasNextBackup() ? "next " : "") + PlanView.nextBackup(plan, times);
    }

    private static String verdict(PlanHealth health) {
        String state = Words.of(health.plan().getFreshness());
        if (health.isBreached()) {
            return state + ", an objective is breached";
        }
        return health.findings().isEmpty() ? state + ", all is well" : state;
    }

    private String host(PlanHealth health) {
        return health.host()
                .map(
                        host ->
                                "%s is %s, last heard of %s"
                                        .formatted(
                                                host.getName(),
                                                HostView.link(host),
                                                HostView.lastSeen(host, times)))
                .orElse(health.plan().getHost() + " has never joined");
    }

    private String getBack(Plan plan) {
        if (!plan.hasRecoveryPoint()) {
            return "nothing";
        }
        String objective = PlanView.objective(plan);
        return "what was there %s%s; %s, %s"
                .formatted(
                        times.both(plan.getRecoveryPoint()),
                        objective.isEmpty() ? "" : ", objective " + objective,
                        Amounts.count(plan.getFiles(), "file", "files"),
                        Amounts.bytes(plan.getBytes()));
    }

    private String ended(Operation operation) {
        return "%s %s: %s %s"
                .formatted(
                        Words.of(operation.getKind()),
                        operation.getId(),
                        Words.of(operation.getOutcome()),
                        times.both(operation.getEnded()));
    }

    private static String now(Operation operation) {
        return "%s %s: %s"
                .formatted(
                        Words.of(operation.getKind()),
                        operation.getId(),
                        OperationView.stands(operation));
    }

    private String table(List<PlanHealth> others) {
        Table<PlanHealth> table =
                new Table<PlanHealth>()
                        .column("PLAN", health -> health.plan().getName())
                        .column("STATE", StatusView::state)
                        .column("GET BACK", health -> age(health.plan()))
                        .column("TAKES", health -> forecast(health.plan()))
                        .column("HOST", StatusView::hostState)
                        .column("NEXT", PlanHealth::next);
        String more =
                others.size() > ROWS
                        ? "\n… and %s more: lifeboat plan list".formatted(others.size() - ROWS)
                        : "";
        return table.text(others.stream().limit(ROWS).toList(), false) + more;
    }

    private static String state(PlanHealth health) {
        return Words.of(health.plan().getFreshness()) + (health.isBreached() ? ", breached" : "");
    }

    private String age(Plan plan) {
        return plan.hasRecoveryPoint() ? times.relative(plan.getRecoveryPoint()) : "nothing";
    }

    private static String forecast(Plan plan) {
        return plan.hasRecoveryTimeForecast()
                ? Times.length(Times.duration(plan.getRecoveryTimeForecast()))
                : "";
    }

    private static String hostState(PlanHealth health) {
        return health.plan().getHost()
                + health.host().map(host -> " " + HostView.link(host)).orElse(" never joined");
    }

    /** What is not of one plan. */
    private String around() {
        List<String> down =
                status.getHostsList().stream()
                        .filter(host -> !host.getConnected())
                        .map(Host::getName)
                        .toList();
        List<String> lines = new ArrayList<>();
        lines.add(
                "Controller %s, up since %s; %s%s"
                        .formatted(
                                status.getControllerVersion(),
                                times.both(status.getStarted()),
                                Amounts.count(status.getHostsCount(), "host", "hosts"),
                                down.isEmpty() ? "" : ", down: " + firstFew(down)));
        if (!status.hasKitExported()) {
            lines.add("No recovery kit was ever exported: lifeboat kit export FILE");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String firstFew(List<String> names) {
        return String.join(", ", names.stream().limit(3).toList())
                + (names.size() > 3 ? " and %d more".formatted(names.size() - 3) : "");
    }
}
