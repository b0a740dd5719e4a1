package lifeboat.controller;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.security.OperatorName;
import lifeboat.controller.security.OperatorRole;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code lifeboat-controller}. */
@Command(
        name = "lifeboat-controller",
        header = "Orchestrates backups and restores of a fleet.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Main.Run.class, Main.AdminCert.class, RebuildCommand.class})
public final class Main {

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int NOT_PERMITTED = 4;
    private static final int INTERRUPTED = 130;

    private Main() {}

    public static void main(String[] args) {
        CommandLine commands = new CommandLine(new Main());
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        commands.registerConverter(HostPort.class, Main::hostPort);
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((e, _, _) -> report(e));
        System.exit(args.length == 0 ? usage(commands) : commands.execute(args));
    }

    private static int usage(CommandLine commands) {
        commands.usage(System.err);
        return USAGE;
    }

    private static HostPort hostPort(String text) {
        try {
            return HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    /** What was foreseen says itself what to do; of the rest the stack is the evidence. */
    private static int report(Exception failure) {
        switch (failure) {
            case ConfigException e -> System.err.println("lifeboat-controller: " + e.getMessage());
            case ControllerException e -> {
                System.err.println("lifeboat-controller: " + e.getMessage());
                System.err.println("  " + e.next());
            }
            default -> failure.printStackTrace();
        }
        return switch (failure) {
            case ConfigException _ -> USAGE;
            case ControllerException e when e.kind() == Kind.DENIED -> NOT_PERMITTED;
            default -> FAILED;
        };
    }

    @Command(
            name = "run",
            header = "Runs the controller until it is told to stop.",
            mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Where its state lies; made if it is missing.")
        private Path data;

        @Option(
                names = "--listen",
                paramLabel = "HOST:PORT",
                description = "Where agents and operators call it (0.0.0.0:7443).")
        private Optional<HostPort> listen = Optional.empty();

        @Option(
                names = "--metrics",
                paramLabel = "HOST:PORT",
                description = "Where Prometheus scrapes it (127.0.0.1:7480).")
        private Optional<HostPort> metrics = Optional.empty();

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "A name or address that it is called by; may be repeated.")
        private List<String> names = List.of();

        @Override
        public Integer call() throws InterruptedException {
            CountDownLatch stop = new CountDownLatch(1);
            Signals.install(stop::countDown, INTERRUPTED);
            ControllerConfig config =
                    ControllerConfig.read(
                            data.toAbsolutePath(),
                            new ControllerConfig.Flags(listen, metrics, names));
            try (Controller controller = Wiring.start(config, Wiring.platform())) {
                controller.greeting().forEach(System.out::println);
                stop.await();
            }
            return 0;
        }
    }

    @Command(
            name = "admin-cert",
            header = "Makes a certificate for an operator, for whoever owns the data folder.",
            mixinStandardHelpOptions = true)
    static final class AdminCert implements Callable<Integer> {

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Where the controller's state lies.")
        private Path data;

        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "Of the operator, as the audit log is to call them.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "viewer, operator or admin.")
        private OperatorRole role;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Where the identity is written; must not exist.")
        private Path out;

        @Override
        public Integer call() {
            if (!OperatorName.isValid(name)) {
                throw new ControllerException(
                        Kind.INVALID,
                        "OPERATOR_NAME_INVALID",
                        "\"" + name + "\" can't be an operator's name",
                        "take letters, digits, dots, hyphens, underscores and @");
            }
            Path folder = out.toAbsolutePath();
            if (Files.exists(folder)) {
                throw new ControllerException(
                        Kind.ACT_FIRST,
                        "OUT_EXISTS",
                        folder + " exists",
                        "name a folder that does not: --out");
            }
            Wiring.adminCertificate(
                    data.toAbsolutePath(),
                    new OperatorName(name),
                    role,
                    folder,
                    Wiring.platform().clock());
            System.out.println("The identity of " + name + " is in " + folder + ". To use it:");
            System.out.println("  export LIFEBOAT_IDENTITY=" + folder);
            return 0;
        }
    }

    /** Of the jar, when it is one. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"lifeboat-controller " + text()};
        }

        static String text() {
            return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");
        }
    }
}
