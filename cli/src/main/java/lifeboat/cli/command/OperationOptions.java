package lifeboat.cli.command;

import java.time.Duration;
import java.util.Optional;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.Operation;
import picocli.CommandLine.Option;

/** Whether to stay until an operation has ended. */
final class OperationOptions {

    @Option(
            names = "--wait",
            description =
                    "Show how it goes until it has ended, and end with its outcome. Ctrl-C leaves"
                            + " it running.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "With --wait: no longer than this, such as 30m; then exit code 8.")
    private Optional<Duration> timeout = Optional.empty();

    /** Shows the operation that was started, or follows it to its end. */
    ExitCode proceed(
            Operation started,
            Controller controller,
            OutputOptions output,
            Surroundings surroundings)
            throws InterruptedException {
        if (wait) {
            return new Follow(controller, surroundings, timeout)
                    .follow(started, output.presenter(surroundings));
        }
        output.presenter(surroundings)
                .show(started, started.getId(), () -> OperationView.started(started));
        return ExitCode.DONE;
    }
}
