package lifeboat.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.ApplyPlanRequest;
import lifeboat.proto.control.v1.ApplyPlanResponse;
import lifeboat.proto.control.v1.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        header = "Stores a plan, or a new version of it.",
        description =
                "All of it is checked first; if anything is wrong, every fault is named and "
                        + "nothing is stored.",
        footer = {
            "",
            "Example:",
            "  lifeboat plan apply ci.yaml --repository-password-file password"
        })
final class PlanApplyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The YAML document.")
    private Path file = Path.of("");

    @Option(
            names = "--repository-password-file",
            paramLabel = "FILE",
            description =
                    "The file with the password of its repository, if the controller does not have"
                            + " it yet.")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
    private String reason = "";

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    PlanApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        ApplyPlanRequest.Builder request =
                ApplyPlanRequest.newBuilder()
                        .setYaml(InputFile.text(file))
                        .setReason(reason.strip());
        passwordFile.ifPresent(
                secret ->
                        request.setRepositoryPassword(
                                ByteString.copyFrom(InputFile.secret(secret).getBytes(UTF_8))));
        try (Controller controller = connection.connect(surroundings)) {
            ApplyPlanResponse answer = controller.applyPlan(request.build());
            Plan plan = answer.getPlan();
            output.presenter(surroundings)
                    .show(answer, plan.getName(), () -> words(plan, answer.getChanged()));
            return ExitCode.DONE.number();
        }
    }

    private static String words(Plan plan, boolean changed) {
        return changed
                ? "Stored %s, version %d.\nnext: lifeboat backup run %s --wait"
                        .formatted(plan.getName(), plan.getVersion(), plan.getName())
                : "%s is as it was, version %d.".formatted(plan.getName(), plan.getVersion());
    }
}
