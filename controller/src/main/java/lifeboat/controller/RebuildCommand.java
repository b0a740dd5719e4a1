package lifeboat.controller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.recovery.StateSearch;
import lifeboat.controller.security.KitContent;
import lifeboat.controller.security.RecoveryKit;
import lifeboat.controller.security.Secret;
import lifeboat.engine.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rebuild",
        header = "Rebuilds a lost controller from its recovery kit.",
        description = {
            "Keys and passwords come from the kit; plans, hosts, revocations, the audit log and"
                    + " operations from the newest state that the lost controller saved in the"
                    + " kit's repositories. Agents connect again by themselves.",
            "Needs the credentials of the repositories' stores, as the controller does."
        },
        footer = {
            "",
            "Example:",
            "  lifeboat-controller rebuild --data DIR --kit kit.lifeboat"
                    + " --passphrase-file passphrase"
        },
        mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int WARNINGS = 3;
    private static final int MAX_KIT_BYTES = 16 << 20;
    private static final String VARIABLE = "LIFEBOAT_KIT_PASSPHRASE";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The controller's data folder: missing or empty.")
    private Path data = Path.of("");

    @Option(
            names = "--kit",
            required = true,
            paramLabel = "FILE",
            description = "What lifeboat kit export wrote.")
    private Path kit = Path.of("");

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "The file with the kit's passphrase. Default: the passphrase in"
                            + " LIFEBOAT_KIT_PASSPHRASE.")
    private Optional<Path> passphrase = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        KitContent content = RecoveryKit.verify(read(kit), secret());
        Platform platform = Wiring.platform();
        Path folder = data.toAbsolutePath().normalize();
        Rebuild.Report report =
                new Rebuild(new RepositoryStores(platform), platform)
                        .run(folder, content, "local " + System.getProperty("user.name"));
        System.out.print(RebuildText.of(report, folder));
        boolean whole =
                report.state().isPresent()
                        && report.looks().stream().allMatch(StateSearch.Opened.class::isInstance);
        return whole ? DONE : WARNINGS;
    }

    private Secret secret() {
        byte[] text =
                passphrase
                        .map(RebuildCommand::read)
                        .or(
                                () ->
                                        Optional.ofNullable(System.getenv(VARIABLE))
                                                .map(s -> s.getBytes(StandardCharsets.UTF_8)))
                        .orElseThrow(
                                () ->
                                        new ControllerException(
                                                Kind.INVALID,
                                                "PASSPHRASE_MISSING",
                                                "no passphrase of the kit is given",
                                                "give --passphrase-file FILE, or set " + VARIABLE));
        String line = new String(text, StandardCharsets.UTF_8).replaceFirst("\\r?\\n$", "");
        return Secret.of(line.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_KIT_BYTES);
        } catch (IOException e) {
            throw new ControllerException(
                    Kind.INVALID,
                    "FILE_UNREADABLE",
                    file + " can't be read: " + e.getClass().getSimpleName(),
                    "check the path, and that this user may read it");
        }
    }
}
