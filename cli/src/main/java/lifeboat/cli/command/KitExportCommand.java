package lifeboat.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.ExportKitRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        header = "Makes the recovery kit: what a lost controller would take with it.",
        description =
                "Keys and passwords of all plans, sealed to a passphrase of at least 12 "
                        + "characters, without which nobody can open it.",
        footer = {
            "",
            "Example:",
            "  lifeboat kit export kit.lifeboat --passphrase-file passphrase"
        })
final class KitExportCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "Where to; it must not exist yet.")
    private Path file = Path.of("");

    @Mixin private PassphraseOptions passphrase = new PassphraseOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    KitExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        ExportKitRequest request =
                ExportKitRequest.newBuilder().setPassphrase(passphrase.read(surroundings)).build();
        try (Controller controller = connection.connect(surroundings)) {
            NewFile.write(file, controller.exportKit(request).getKit().toByteArray());
            surroundings
                    .console()
                    .say(
                            """
                            Wrote %s. Keep it elsewhere than on the controller, and its passphrase \
                            elsewhere than the kit.
                            next: lifeboat kit verify %s"""
                                    .formatted(file, Shell.quoted(file.toString())));
            return ExitCode.DONE.number();
        }
    }
}
