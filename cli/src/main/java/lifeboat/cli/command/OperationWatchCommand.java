package lifeboat.cli.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        header = "Shows how an operation goes until it has ended.",
        description =
                "Ends with its outcome. Ctrl-C ends the watching, not the operation; a lost "
                        + "connection is made again.",
        footer = {"", "Example:", "  lifeboat operation watch r-7f3"})
final class OperationWatchCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "Its id, or the beginning of it.")
    private String id = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "No longer than this, such as 30m; then exit code 8.")
    private Optional<Duration> timeout = Optional.empty();

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    OperationWatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            return new Follow(controller, surroundings, timeout)
                    .follow(id, output.presenter(surroundings))
                    .number();
        }
    }
}
