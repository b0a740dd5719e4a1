package lifeboat.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.cli.wire.Address;
import lifeboat.cli.wire.Controller;
import lifeboat.cli.wire.Identity;
import lifeboat.cli.wire.Settings;
import lifeboat.cli.wire.Target;
import picocli.CommandLine.Option;

/**
 * Which controller, and as whom. What the command line names comes before the environment, so that
 * {@code --context} never reaches another controller than its own.
 */
final class ConnectionOptions {

    private static final Path ON_THE_CONTROLLERS_HOST = Path.of("/var/lib/lifeboat/admin");

    @Option(
            names = "--controller",
            paramLabel = "HOST:PORT",
            description = "Where the controller listens. Default: LIFEBOAT_CONTROLLER.")
    private Optional<String> controller = Optional.empty();

    @Option(
            names = "--identity",
            paramLabel = "DIR",
            description =
                    "The folder with client.pem, client.key and ca.pem. Default:"
                            + " LIFEBOAT_IDENTITY.")
    private Optional<String> identity = Optional.empty();

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "A controller and identity of ~/.config/lifeboat/config.yaml.")
    private Optional<String> context = Optional.empty();

    Controller connect(Surroundings surroundings) {
        return surroundings.connector().connect(target(surroundings));
    }

    Target target(Surroundings surroundings) {
        Settings.Context chosen = context(surroundings);
        return new Target(
                address(chosen, surroundings), Identity.read(folder(chosen, surroundings)));
    }

    private Address address(Settings.Context chosen, Surroundings surroundings) {
        String text =
                controller
                        .or(() -> context.flatMap(_ -> chosen.controller()))
                        .or(() -> variable("LIFEBOAT_CONTROLLER", surroundings))
                        .or(chosen::controller)
                        .orElseThrow(
                                () ->
                                        CommandException.usage(
                                                "no controller is named",
                                                "give --controller HOST:PORT, or set"
                                                        + " LIFEBOAT_CONTROLLER"));
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage(), "such as --controller localhost:7443");
        }
    }

    private Path folder(Settings.Context chosen, Surroundings surroundings) {
        Optional<Path> named =
                identity.or(() -> context.flatMap(_ -> chosen.identity()))
                        .or(() -> variable("LIFEBOAT_IDENTITY", surroundings))
                        .or(chosen::identity)
                        .map(Path::of);
        Path own = surroundings.home().resolve(".config/lifeboat");
        return named.orElseGet(
                () ->
                        Stream.of(own, ON_THE_CONTROLLERS_HOST)
                                .filter(Identity::isIn)
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new CommandException(
                                                        ExitCode.DENIED,
                                                        "IDENTITY_MISSING",
                                                        "there is no certificate in %s or %s"
                                                                .formatted(
                                                                        own,
                                                                        ON_THE_CONTROLLERS_HOST),
                                                        "on the controller's host, make one:"
                                                                + " lifeboat-controller"
                                                                + " admin-cert; then name its"
                                                                + " folder: --identity DIR")));
    }

    private Settings.Context context(Surroundings surroundings) {
        Path file = surroundings.home().resolve(".config/lifeboat/config.yaml");
        try {
            return Settings.read(file)
                    .context(context.or(() -> variable("LIFEBOAT_CONTEXT", surroundings)));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage(), "correct it, or name another --context");
        }
    }

    private static Optional<String> variable(String name, Surroundings surroundings) {
        Map<String, String> environment = surroundings.environment();
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
