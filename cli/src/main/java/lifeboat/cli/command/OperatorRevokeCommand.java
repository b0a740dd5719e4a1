package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.RevokeOperatorRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        header = "Revokes all certificates of an operator, at once.",
        description =
                "What the operator watches ends, too. A new certificate is made on the "
                        + "controller's machine: lifeboat-controller admin-cert.",
        footer = {"", "Example:", "  lifeboat operator revoke alice"})
final class OperatorRevokeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The operator's name, in full.")
    private String name = "";

    @Mixin private ConfirmOptions confirm = new ConfirmOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    OperatorRevokeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        confirm.require(
                "All certificates of the operator " + name + " will be worth nothing",
                name,
                surroundings);
        try (Controller controller = connection.connect(surroundings)) {
            int revoked =
                    controller
                            .revokeOperator(
                                    RevokeOperatorRequest.newBuilder()
                                            .setName(name)
                                            .setReason(confirm.reason())
                                            .build())
                            .getRevoked();
            surroundings
                    .console()
                    .say(
                            revoked > 0
                                    ? "Revoked %d of %s.".formatted(revoked, name)
                                    : ("The controller knew no good certificate of %s. One that was"
                                                    + " made before now is refused all the same.")
                                            .formatted(name));
            return ExitCode.DONE.number();
        }
    }
}
