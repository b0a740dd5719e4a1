package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import lifeboat.proto.agent.v1.Role;
import lifeboat.proto.control.v1.CreateTokenRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenCreateCommandTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void theTokenIsAloneOnStdout() {
        assertThat(operator.run("token", "create", "--host", "ci", "--role", "master"))
                .isEqualTo(0);

        assertThat(operator.out()).isEqualTo("lb1.id.secret.digest\n");
        assertThat(operator.err())
                .doesNotContain("secret")
                .contains("It ends in 15 min")
                .contains("--controller controller.test:7443 --token-file FILE");
        CreateTokenRequest request = controller.only(CreateTokenRequest.class);
        assertThat(request.getHostName()).isEqualTo("ci");
        assertThat(request.getRole()).isEqualTo(Role.ROLE_MASTER);
    }

    @Test
    void inJsonItIsAFieldAndStderrIsQuiet() {
        operator.run("token", "create", "--role", "slave", "--lifetime", "30d", "-o", "json");

        assertThat(operator.out())
                .isEqualTo(
                        """
                        {
                          "token" : "lb1.id.secret.digest",
                          "expires" : "2026-11-23T00:15:00Z"
                        }
                        """);
        assertThat(operator.err()).isEmpty();
        assertThat(controller.only(CreateTokenRequest.class).getLifetime().getSeconds())
                .isEqualTo(30 * 86_400);
    }

    @Test
    void aRoleIsNeeded() {
        assertThat(operator.run("token", "create", "--host", "ci")).isEqualTo(2);
        assertThat(operator.err()).contains("--role");
        assertThat(controller.requests).isEmpty();
    }

    @Test
    void toReplaceAHostIsConfirmedWithItsName() {
        String[] words = {
            "token", "create", "--host", "ci", "--role", "master", "--replace", "--reason", "lost"
        };
        assertThat(operator.run(words)).isEqualTo(2);
        assertThat(controller.requests).isEmpty();

        assertThat(operator.atTerminal().types("ci").run(words)).isEqualTo(0);
        CreateTokenRequest request = controller.only(CreateTokenRequest.class);
        assertThat(request.getReplace()).isTrue();
        assertThat(request.getReason()).isEqualTo("lost");
    }

    @Test
    void toReplaceAHostNeedsAReason() {
        assertThat(
                        operator.run(
                                "token",
                                "create",
                                "--host",
                                "ci",
                                "--role",
                                "master",
                                "--replace",
                                "--yes"))
                .isEqualTo(2);
        assertThat(operator.err()).contains("needs the host's name and a reason");
    }
}
