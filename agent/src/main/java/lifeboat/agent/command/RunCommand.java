package lifeboat.agent.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lifeboat.agent.config.Address;
import lifeboat.agent.config.AgentConfig;
import lifeboat.agent.config.Allowance;
import lifeboat.agent.config.ConfigException;
import lifeboat.agent.config.ConfigFile;
import lifeboat.agent.config.Role;
import lifeboat.agent.identity.IdentityException;
import lifeboat.agent.journal.JournalException;
import lifeboat.agent.wire.EnrolmentException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        header = "Works for a controller, until it is stopped.",
        description = {
            "Dials the controller and stays connected; nothing listens on this host. What the"
                    + " controller asks for is done only with the paths and repositories that are"
                    + " allowed here, and goes on when the controller, or this program, is gone for"
                    + " a while.",
            "",
            "The first time it needs a join token, from --token-file or LIFEBOAT_JOIN_TOKEN."
        },
        footer = {
            "",
            "Examples:",
            "  lifeboat-agent run --config /etc/lifeboat/agent.yaml",
            "  lifeboat-agent run --controller lifeboat.example:7443 --token-file token \\",
            "      --allow /var/jenkins_home --allow-repository s3:https://s3.example/backups"
        })
final class RunCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The agent's file, YAML; says all that the following options would.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--controller",
            paramLabel = "HOST:PORT",
            description = "For a trial without a file: where the controller listens.")
    private Optional<String> controller = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The file with the join token.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--allow",
            paramLabel = "PATH",
            description =
                    "What may be saved, and restored into, with all below it; may be repeated.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--allow-repository",
            paramLabel = "URL-PREFIX",
            description = "Which repositories may be used; may be repeated.")
    private List<String> repositories = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where identity and journal are kept. Default: /var/lib/lifeboat-agent.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The host name to ask for. Default: the token's.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "master or slave. Default: the token's.")
    private Optional<String> role = Optional.empty();

    @Spec private CommandSpec spec;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try {
            AgentConfig config = file.map(this::fromFile).orElseGet(this::trial);
            surroundings.agent().run(config);
        } catch (InterruptedException e) {
            surroundings.console().warn("stopped; what was begun goes on at the next start");
        } catch (ConfigException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "CONFIG_INVALID",
                    e.getMessage(),
                    "correct all of them and start again",
                    e);
        } catch (IdentityException e) {
            throw new CommandException(ExitCode.DENIED, e.code(), e.getMessage(), e.next(), e);
        } catch (EnrolmentException e) {
            throw new CommandException(ExitCode.DENIED, e.code(), e.getMessage(), e.next(), e);
        } catch (JournalException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "JOURNAL_FAILED",
                    e.getMessage(),
                    "see whether the disk of the data folder is whole, and not full",
                    e);
        }
        return ExitCode.DONE.number();
    }

    private AgentConfig fromFile(Path config) {
        boolean alone =
                Stream.of(controller, tokenFile, data, name, role).allMatch(Optional::isEmpty)
                        && paths.isEmpty()
                        && repositories.isEmpty();
        if (!alone) {
            throw usage("with --config the file says everything, and no other option does");
        }
        return ConfigFile.read(config);
    }

    private AgentConfig trial() {
        String dialled =
                controller.orElseThrow(() -> usage("give --config FILE or --controller HOST:PORT"));
        return new AgentConfig(
                Address.parse(dialled)
                        .orElseThrow(() -> usage("\"" + dialled + "\" is not HOST:PORT")),
                data.orElse(AgentConfig.DEFAULT_DATA).toAbsolutePath().normalize(),
                name,
                role.map(this::role).orElse(Role.AS_PROVEN),
                tokenFile,
                Optional.empty(),
                new Allowance(
                        paths.stream()
                                .map(path -> path.toAbsolutePath().normalize().toString())
                                .toList(),
                        repositories),
                List.of());
    }

    private Role role(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "master" -> Role.MASTER;
            case "slave" -> Role.SLAVE;
            default -> throw usage("\"" + text + "\" is neither master nor slave");
        };
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
