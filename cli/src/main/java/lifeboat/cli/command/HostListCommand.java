package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.cli.output.Words;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.Host;
import lifeboat.proto.control.v1.ListHostsResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        header = "Lists the hosts, and whether their agents are connected.",
        description = "A slave that was silent for 7 days is removed by the controller.",
        footer = {"", "Example:", "  lifeboat host list -o wide"})
final class HostListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    HostListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            ListHostsResponse answer = controller.hosts();
            Times times = new Times(surroundings.clock().instant());
            Table<Host> table =
                    new Table<Host>()
                            .column("NAME", Host::getName)
                            .column("ROLE", host -> Words.of(host.getRole()))
                            .column("LINK", HostView::link)
                            .column("LAST SEEN", host -> HostView.lastSeen(host, times))
                            .column("PLANS", host -> String.join(" ", host.getPlansList()))
                            .wide("AGENT", Host::getAgentVersion)
                            .wide("CLOCK", HostView::clock)
                            .wide("CERTIFICATE", host -> HostView.certificate(host, times));
            output.presenter(surroundings)
                    .list(
                            answer,
                            answer.getHostsList(),
                            table,
                            Host::getName,
                            "There are no hosts yet.\nnext: lifeboat token create --host NAME"
                                    + " --role master");
            return ExitCode.DONE.number();
        }
    }
}
