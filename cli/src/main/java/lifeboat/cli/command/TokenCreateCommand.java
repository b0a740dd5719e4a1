package lifeboat.cli.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.agent.v1.Role;
import lifeboat.proto.control.v1.CreateTokenRequest;
import lifeboat.proto.control.v1.CreateTokenResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        header = "Makes a token that lets a host join.",
        description = "The token goes to stdout, alone, so that it can be kept in a file.",
        footer = {
            "",
            "Examples:",
            "  lifeboat token create --host ci --role master > token",
            "  lifeboat token create --role slave --lifetime 30d --max-living 50 > token",
            "  lifeboat token create --host ci --role master --replace --reason \"disk lost\" > token"
        })
final class TokenCreateCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "The only host that may use it. Left out: slaves name themselves.")
    private String host = "";

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "master: carries a service. slave: only reports.")
    private HostRole role = HostRole.SLAVE;

    @Option(
            names = "--lifetime",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description =
                    "How long it lasts, such as 30m; default 15m. More than a day for slaves only.")
    private Optional<Duration> lifetime = Optional.empty();

    @Option(
            names = "--max-living",
            paramLabel = "N",
            description =
                    "So many hosts of it may live at a time. Left out: its first use uses it up.")
    private int maxLiving;

    @Option(
            names = "--replace",
            description =
                    "It takes the place of the host that has the name: that one's certificate is"
                            + " revoked once the new one connects. Needs --reason.")
    private boolean replace;

    @Mixin private ConfirmOptions confirm = new ConfirmOptions();
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    TokenCreateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (maxLiving < 0) {
            throw CommandException.usage(
                    "--max-living is a number of hosts", "give 1 or more, or leave it out");
        }
        if (replace) {
            confirmReplacement();
        }
        CreateTokenRequest.Builder request =
                CreateTokenRequest.newBuilder()
                        .setHostName(host)
                        .setRole(role.message())
                        .setMaxLiving(maxLiving)
                        .setReplace(replace)
                        .setReason(confirm.reason());
        lifetime.ifPresent(
                time ->
                        request.setLifetime(
                                com.google.protobuf.Duration.newBuilder()
                                        .setSeconds(time.toSeconds())));
        try (Controller controller = connection.connect(surroundings)) {
            CreateTokenResponse token = controller.createToken(request.build());
            output.presenter(surroundings).show(token, token.getToken(), token::getToken);
            if (!output.form().isDocument()) {
                Times times = new Times(surroundings.clock().instant());
                surroundings
                        .console()
                        .warn(
                                """
                                This is the only time that it is shown. It ends %s.
                                next: put it into a file on the host, and there: lifeboat-agent run \
                                --controller %s --token-file FILE --allow PATH"""
                                        .formatted(
                                                times.both(token.getExpires()),
                                                controller.address()));
            }
            return ExitCode.DONE.number();
        }
    }

    private void confirmReplacement() {
        if (host.isEmpty() || confirm.reason().isEmpty()) {
            throw CommandException.usage(
                    "--replace needs the host's name and a reason, which the audit log keeps",
                    "add --host NAME --reason \"why you do it\"");
        }
        confirm.require(
                "The next host that joins with this token takes the place of "
                        + host
                        + ": the old one's certificate is revoked, what it does is given up",
                host,
                surroundings);
    }

    /** As it is typed. */
    private enum HostRole {
        MASTER,
        SLAVE;

        Role message() {
            return switch (this) {
                case MASTER -> Role.ROLE_MASTER;
                case SLAVE -> Role.ROLE_SLAVE;
            };
        }
    }
}
