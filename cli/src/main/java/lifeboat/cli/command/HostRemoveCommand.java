package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.RemoveHostRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        header = "Forgets a host and revokes its certificate.",
        description =
                "Refused while a plan names it. To put a new machine in its place, "
                        + "use lifeboat token create --replace instead.",
        footer = {"", "Example:", "  lifeboat host remove slave-7"})
final class HostRemoveCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "HOST", description = "Its name, or the beginning of it.")
    private String name = "";

    @Mixin private ConfirmOptions confirm = new ConfirmOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    HostRemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            String host = controller.host(name).getName();
            confirm.require(
                    "The host "
                            + host
                            + " will be forgotten; its agent can't come back without a new token",
                    host,
                    surroundings);
            controller.removeHost(
                    RemoveHostRequest.newBuilder()
                            .setName(host)
                            .setReason(confirm.reason())
                            .build());
            surroundings.console().say("Removed " + host + ".");
            return ExitCode.DONE.number();
        }
    }
}
