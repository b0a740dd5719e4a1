package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.cli.output.Words;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.ListOperatorsResponse;
import lifeboat.proto.control.v1.OperatorCertificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        header = "Lists the operators' certificates.",
        description = "They are made on the controller's machine: lifeboat-controller admin-cert.",
        footer = {"", "Example:", "  lifeboat operator list"})
final class OperatorListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    OperatorListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            ListOperatorsResponse answer = controller.operators();
            Times times = new Times(surroundings.clock().instant());
            Table<OperatorCertificate> table =
                    new Table<OperatorCertificate>()
                            .column("NAME", OperatorCertificate::getName)
                            .column("ROLE", one -> Words.of(one.getRole()))
                            .column("ENDS", one -> times.relative(one.getExpires()))
                            .column("REVOKED", one -> revoked(one, times))
                            .column("REASON", OperatorCertificate::getRevokedReason)
                            .wide("SERIAL", OperatorCertificate::getSerial);
            output.presenter(surroundings)
                    .list(
                            answer,
                            answer.getCertificatesList(),
                            table,
                            OperatorCertificate::getName,
                            "The controller remembers no operator's certificate.");
            return ExitCode.DONE.number();
        }
    }

    private static String revoked(OperatorCertificate one, Times times) {
        return one.hasRevoked() ? times.relative(one.getRevoked()) : "";
    }
}
