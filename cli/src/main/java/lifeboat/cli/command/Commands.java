package lifeboat.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The tree of commands: a noun with its verbs, or a verb alone. */
final class Commands {

    /**
     * A word of the command line and what may follow it.
     *
     * @param header of a noun
     * @param verbs of a noun, by name, in the order of the help
     */
    private record Noun(String header, Map<String, Supplier<Object>> verbs) {

        Noun(String header) {
            this(header, new LinkedHashMap<>());
        }

        Noun with(String verb, Supplier<Object> command) {
            verbs.put(verb, command);
            return this;
        }
    }

    private final Map<String, Noun> nouns = new LinkedHashMap<>();
    private final Map<String, Supplier<Object>> alone = new LinkedHashMap<>();

    Commands(Surroundings surroundings) {
        alone.put("status", () -> new StatusCommand(surroundings));
        alone.put("doctor", () -> new DoctorCommand(surroundings));
        Supplier<Object> watch = () -> new OperationWatchCommand(surroundings);
        Supplier<Object> cancel = () -> new OperationCancelCommand(surroundings);
        nouns.put(
                "restore",
                new Noun("Brings a snapshot back.")
                        .with("preview", () -> new RestorePreviewCommand(surroundings))
                        .with("run", () -> new RestoreRunCommand(surroundings))
                        .with("watch", watch)
                        .with("cancel", cancel));
        nouns.put(
                "backup",
                new Noun("Makes a snapshot.")
                        .with("run", () -> new BackupRunCommand(surroundings)));
        nouns.put(
                "snapshot",
                new Noun("Shows what can be restored.")
                        .with("list", () -> new SnapshotListCommand(surroundings))
                        .with("show", () -> new SnapshotShowCommand(surroundings)));
        nouns.put(
                "operation",
                new Noun("Shows and stops what is done: backups, restores, checks.")
                        .with("list", () -> new OperationListCommand(surroundings))
                        .with("show", () -> new OperationShowCommand(surroundings))
                        .with("watch", watch)
                        .with("log", () -> new OperationLogCommand(surroundings))
                        .with("cancel", cancel));
        nouns.put(
                "plan",
                new Noun("Says what is protected, and how it comes back.")
                        .with("apply", () -> new PlanApplyCommand(surroundings))
                        .with("validate", () -> new PlanValidateCommand(surroundings))
                        .with("list", () -> new PlanListCommand(surroundings))
                        .with("show", () -> new PlanShowCommand(surroundings))
                        .with("delete", () -> new PlanDeleteCommand(surroundings)));
        nouns.put(
                "repository",
                new Noun("Looks after the places where snapshots lie.")
                        .with("list", () -> new RepositoryListCommand(surroundings))
                        .with("check", () -> new RepositoryCheckCommand(surroundings))
                        .with("unlock", () -> new RepositoryUnlockCommand(surroundings)));
        nouns.put(
                "host",
                new Noun("Shows the hosts, as their agents report them.")
                        .with("list", () -> new HostListCommand(surroundings))
                        .with("show", () -> new HostShowCommand(surroundings))
                        .with("remove", () -> new HostRemoveCommand(surroundings)));
        nouns.put(
                "operator",
                new Noun("Shows who may use this program, and puts them out.")
                        .with("list", () -> new OperatorListCommand(surroundings))
                        .with("revoke", () -> new OperatorRevokeCommand(surroundings)));
        nouns.put(
                "token",
                new Noun("Lets hosts join.")
                        .with("create", () -> new TokenCreateCommand(surroundings)));
        nouns.put(
                "kit",
                new Noun("Keeps what a lost controller would take with it.")
                        .with("export", () -> new KitExportCommand(surroundings))
                        .with("verify", () -> new KitVerifyCommand(surroundings)));
        alone.put("audit", () -> new AuditCommand(surroundings));
        alone.put("completion", () -> new CompletionCommand(surroundings));
        alone.put("version", () -> new VersionCommand(surroundings.console()));
        alone.put("help", CommandLine.HelpCommand::new);
    }

    /**
     * The commands to read {@code arguments} with: where the first words are the name of one, that
     * one alone, since to read the annotations of all takes 0.1 s.
     */
    CommandLine namedBy(String[] arguments) {
        String first = arguments.length > 0 ? arguments[0] : "";
        String second = arguments.length > 1 ? arguments[1] : "";
        CommandLine root = new CommandLine(new RootCommand());
        if (alone.containsKey(first) && !first.equals("help")) {
            root.addSubcommand(first, alone.get(first).get());
            return root;
        }
        if (!nouns.containsKey(first)) {
            return all();
        }
        Noun noun = nouns.get(first);
        Noun named =
                noun.verbs().containsKey(second)
                        ? new Noun(noun.header()).with(second, noun.verbs().get(second))
                        : noun;
        root.addSubcommand(first, group(named));
        return root;
    }

    /** Every command, as the help and the completion need them. */
    CommandLine all() {
        CommandLine root = new CommandLine(new RootCommand());
        for (String first : new String[] {"status", "doctor"}) {
            root.addSubcommand(first, alone.get(first).get());
        }
        nouns.forEach((name, noun) -> root.addSubcommand(name, group(noun)));
        alone.forEach(
                (name, command) -> {
                    if (!root.getSubcommands().containsKey(name)) {
                        root.addSubcommand(name, command.get());
                    }
                });
        return root;
    }

    private static CommandLine group(Noun noun) {
        CommandLine group = new CommandLine(new GroupCommand());
        group.getCommandSpec().usageMessage().header(noun.header());
        noun.verbs().forEach((verb, command) -> group.addSubcommand(verb, command.get()));
        return group;
    }
}
