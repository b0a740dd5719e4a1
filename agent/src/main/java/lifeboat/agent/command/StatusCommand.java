package lifeboat.agent.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import lifeboat.agent.config.AgentConfig;
import lifeboat.agent.identity.DataFolder;
import lifeboat.agent.output.Amounts;
import lifeboat.agent.output.Console;
import lifeboat.agent.status.AgentStatus;
import lifeboat.agent.step.StepProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        header = "Shows what the agent on this host does, also without a controller.",
        description = {
            "Who the host is, until when its certificate is good, when the controller was last"
                    + " heard, and what work is done now or waits to be told of."
        },
        footer = {"", "Example:", "  lifeboat-agent status"})
final class StatusCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The agent's data folder. Default: ${DEFAULT-VALUE}.")
    private Path data = AgentConfig.DEFAULT_DATA;

    @Option(
            names = OutputOptions.JSON,
            description = "For programs: the status as one JSON object on stdout.")
    private boolean json;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        AgentStatus status = read();
        boolean running = DataFolder.isInUse(data);
        if (json) {
            surroundings.console().say(status.json());
        } else {
            show(status, running);
        }
        return (running ? ExitCode.DONE : ExitCode.FAILED).number();
    }

    private AgentStatus read() {
        try {
            return AgentStatus.read(data).orElseThrow(this::unknown);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.DENIED,
                    "STATUS_UNREADABLE",
                    "the status in " + data + " can't be read: " + e,
                    "run this as the agent's user",
                    e);
        }
    }

    private CommandException unknown() {
        return DataFolder.isInUse(data)
                ? new CommandException(
                        ExitCode.FAILED,
                        "NOT_ENROLLED",
                        "an agent runs, and has not enrolled yet",
                        "see what it says on stderr, or in the journal of its service")
                : new CommandException(
                        ExitCode.FAILED,
                        "NO_AGENT",
                        "no agent has run with the data folder " + data,
                        "start one: lifeboat-agent run --help; or name its folder with --data");
    }

    private void show(AgentStatus status, boolean running) {
        Console console = surroundings.console();
        Instant now = surroundings.platform().clock().instant();
        console.say(
                "Agent        %s, version %s"
                        .formatted(
                                running ? "runs as process " + status.pid() : "does not run",
                                status.version()));
        console.say(
                "Host         %s, %s, certificate until %s"
                        .formatted(
                                status.hostName(),
                                status.role(),
                                status.certificateEnd().truncatedTo(ChronoUnit.SECONDS)));
        console.say("Controller   %s, %s".formatted(status.controller(), contact(status, now)));
        if (!status.linkCode().isEmpty()) {
            console.say("             %s: %s".formatted(status.linkCode(), status.linkMessage()));
            console.say("             next: " + status.linkNext());
        }
        if (status.steps().isEmpty()) {
            console.say("Work         none");
        }
        for (AgentStatus.Step step : status.steps()) {
            console.say(
                    "Work         %s %s, attempt %d: %s"
                            .formatted(step.operation(), step.step(), step.attempt(), shown(step)));
        }
        if (!running) {
            console.say("Next: start it again; what was begun goes on: lifeboat-agent run");
        }
    }

    private static String contact(AgentStatus status, Instant now) {
        if (status.lastContact().equals(Instant.EPOCH)) {
            return "not heard since the agent started";
        }
        Duration ago = Duration.between(status.lastContact(), now);
        return "last heard " + Amounts.elapsed(ago.isNegative() ? Duration.ZERO : ago) + " ago";
    }

    private static String shown(AgentStatus.Step step) {
        if (!step.outcome().isEmpty()) {
            String why = step.message().isEmpty() ? "" : " (" + step.message() + ")";
            return step.outcome() + why + ", the controller does not know yet";
        }
        StepProgress progress = step.progress();
        String of =
                progress.expectedBytes() > 0
                        ? " of " + Amounts.bytes(progress.expectedBytes())
                        : "";
        String stalled =
                progress.stalledBecause().isEmpty() ? "" : ", " + progress.stalledBecause();
        return progress.phase() + ", " + Amounts.bytes(progress.doneBytes()) + of + stalled;
    }
}
