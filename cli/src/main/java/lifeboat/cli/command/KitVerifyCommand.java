package lifeboat.cli.command;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.KitRepository;
import lifeboat.proto.control.v1.VerifyKitRequest;
import lifeboat.proto.control.v1.VerifyKitResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        header = "Opens a kit and every repository that it names.",
        footer = {
            "",
            "Example:",
            "  lifeboat kit verify kit.lifeboat --passphrase-file passphrase"
        })
final class KitVerifyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The kit.")
    private Path file = Path.of("");

    @Mixin private PassphraseOptions passphrase = new PassphraseOptions();
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    KitVerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        VerifyKitRequest request =
                VerifyKitRequest.newBuilder()
                        .setKit(ByteString.copyFrom(InputFile.read(file)))
                        .setPassphrase(passphrase.read(surroundings))
                        .build();
        try (Controller controller = connection.connect(surroundings)) {
            VerifyKitResponse answer = controller.verifyKit(request);
            Table<KitRepository> table =
                    new Table<KitRepository>()
                            .column("REPOSITORY", KitRepository::getName)
                            .column("URL", KitRepository::getUrl)
                            .column("OPENS", KitVerifyCommand::opens);
            output.presenter(surroundings)
                    .list(
                            answer,
                            answer.getRepositoriesList(),
                            table,
                            KitRepository::getName,
                            "The kit opens, and names no repository.");
            if (!output.form().isDocument()) {
                Times times = new Times(surroundings.clock().instant());
                surroundings.console().warn("Made " + times.both(answer.getExported()) + ".");
            }
            boolean whole =
                    answer.getRepositoriesList().stream().allMatch(KitRepository::getOpened);
            return (whole ? ExitCode.DONE : ExitCode.FAILED).number();
        }
    }

    private static String opens(KitRepository repository) {
        return repository.getOpened() ? "yes" : "NO: " + repository.getFailure();
    }
}
