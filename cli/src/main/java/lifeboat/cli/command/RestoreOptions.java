package lifeboat.cli.command;

import java.util.LinkedHashSet;
import java.util.Set;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.RestoreSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to restore, and where to. */
final class RestoreOptions {

    @Parameters(paramLabel = "PLAN", description = "The plan, or the beginning of its name.")
    private String plan = "";

    @Option(
            names = "--snapshot",
            paramLabel = "ID",
            description = "Its id or the beginning of it. Default: the latest.")
    private String snapshot = "latest";

    @Option(
            names = "--target",
            paramLabel = "DIR",
            description = "Where to, on the host. Default: the plan's own directory.")
    private String target = "";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Which host, or the beginning of its name. Default: the plan's own.")
    private String host = "";

    @Option(
            names = "--tier",
            paramLabel = "N",
            description =
                    "Only this tier; may be repeated. jenkins: 0 and 1 make the server start, 2 are"
                            + " recent builds, 3 the rest.")
    private Set<Integer> tiers = new LinkedHashSet<>();

    @Option(
            names = "--into-existing",
            description = "The target may hold something; what differs is replaced.")
    private boolean intoExisting;

    @Option(
            names = "--delete",
            description = "Delete from the target what the snapshot does not have.")
    private boolean delete;

    @Option(names = "--verify", description = "Read every restored file back and prove it.")
    private boolean verify;

    /** Whether something that is there may be changed or deleted. */
    boolean isDestructive() {
        return intoExisting || delete;
    }

    /** The spec, with names that were cut made whole. */
    RestoreSpec spec(Controller controller) throws InterruptedException {
        if (tiers.stream().anyMatch(tier -> tier < 0)) {
            throw CommandException.usage("a tier is 0 or more", "leave --tier out for all");
        }
        return RestoreSpec.newBuilder()
                .setPlan(controller.plan(plan).getName())
                .setSnapshot(snapshot)
                .setTarget(target)
                .setHost(host.isEmpty() ? "" : controller.host(host).getName())
                .addAllTiers(tiers)
                .setIntoExisting(intoExisting)
                .setDelete(delete)
                .setVerify(verify)
                .build();
    }

    /** The command line that restores what was previewed. */
    String runCommand(RestoreSpec spec, String snapshotId) {
        StringBuilder line = new StringBuilder("lifeboat restore run " + spec.getPlan());
        if (!snapshotId.isEmpty()) {
            line.append(" --snapshot ").append(OperationView.shortId(snapshotId));
        }
        if (!target.isEmpty()) {
            line.append(" --target ").append(Shell.quoted(target));
        }
        if (!host.isEmpty()) {
            line.append(" --host ").append(spec.getHost());
        }
        tiers.forEach(tier -> line.append(" --tier ").append(tier));
        line.append(intoExisting ? " --into-existing" : "");
        line.append(delete ? " --delete" : "");
        line.append(verify ? " --verify" : "");
        return line.append(" --wait").toString();
    }
}
