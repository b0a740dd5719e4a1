package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.Host;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        header = "Shows a host with all that its agent reports.",
        footer = {"", "Example:", "  lifeboat host show ci"})
final class HostShowCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "HOST", description = "Its name, or the beginning of it.")
    private String name = "";

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    HostShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            Host host = controller.host(name);
            Times times = new Times(surroundings.clock().instant());
            output.presenter(surroundings)
                    .show(host, host.getName(), () -> HostView.details(host, times));
            return ExitCode.DONE.number();
        }
    }
}
