package lifeboat.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.security.AwsRule;
import lifeboat.controller.security.StsEndpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerConfigTest {

    @TempDir private Path data;

    @Test
    void nothingNeedsToBeSaid() {
        ControllerConfig config = ControllerConfig.read(data, ControllerConfig.Flags.NONE);
        assertThat(config.listen()).hasToString("0.0.0.0:7443");
        assertThat(config.metrics()).hasToString("127.0.0.1:7480");
        assertThat(config.names()).isEmpty();
        assertThat(config.sealingKey()).isEqualTo(data.resolve("sealing.key"));
    }

    @Test
    void aFlagGoesBeforeTheFile() throws IOException {
        write("listen: 10.0.0.1:1\nmetrics: '[::1]:2'\nnames: [a.example]\nsealing_key: /k\n");
        ControllerConfig config =
                ControllerConfig.read(
                        data,
                        new ControllerConfig.Flags(
                                Optional.of(HostPort.parse("127.0.0.1:0")),
                                Optional.empty(),
                                List.of("b.example")));
        assertThat(config.listen()).hasToString("127.0.0.1:0");
        assertThat(config.metrics()).hasToString("[::1]:2");
        assertThat(config.names()).containsExactly("b.example");
        assertThat(config.sealingKey()).isEqualTo(Path.of("/k"));
    }

    @Test
    void allFaultsAreToldAtOnce() throws IOException {
        write("listn: x\nlisten: somewhere\nmetrics: 7\nnames: [a, 3]\n");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ControllerConfig.read(data, ControllerConfig.Flags.NONE))
                .withMessageContaining("listn: no such key")
                .withMessageContaining("listen: \"somewhere\" is not HOST:PORT")
                .withMessageContaining("metrics: it is not a text")
                .withMessageContaining("names[1]: it is not a text");
    }

    @Test
    void rolesOfAwsThatMayEnrolAreNamed() throws IOException {
        write(
                """
                aws:
                  roles:
                    - account: "012345678901"
                      name: ci-master
                      as: master
                      host: ci
                    - {account: "012345678901", name: ci-slaves, as: slave}
                """);
        AwsEnrolment aws = ControllerConfig.read(data, ControllerConfig.Flags.NONE).aws();
        assertThat(aws.rules())
                .containsExactly(
                        new AwsRule(
                                "012345678901",
                                "ci-master",
                                Role.MASTER,
                                Optional.of(new HostName("ci"))),
                        new AwsRule("012345678901", "ci-slaves", Role.SLAVE, Optional.empty()));
        assertThat(aws.sts()).isEqualTo(new StsEndpoints.Aws());
    }

    @Test
    void aStandInForAwsIsOnThisMachineOnly() throws IOException {
        write("aws: {sts_stand_in: '127.0.0.1:99'}");
        assertThat(ControllerConfig.read(data, ControllerConfig.Flags.NONE).aws().sts())
                .isEqualTo(new StsEndpoints.Loopback(99));
        write("aws: {sts_stand_in: 'example.com:99'}");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ControllerConfig.read(data, ControllerConfig.Flags.NONE))
                .withMessageContaining("aws.sts_stand_in: it is not on 127.0.0.1");
    }

    @Test
    void allFaultsOfTheRolesAreToldAtOnce() throws IOException {
        write(
                """
                aws:
                  rules: []
                  roles:
                    - {account: 12345678901, name: a, as: master, host: ci}
                    - {account: "1", name: a, as: slave}
                    - {account: "012345678901", name: a, as: master}
                    - {account: "012345678901", as: servant, host: ""}
                """);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ControllerConfig.read(data, ControllerConfig.Flags.NONE))
                .withMessageContaining("aws.rules: no such key")
                .withMessageContaining("aws.roles[0].account: it is not a text; put it in quotes")
                .withMessageContaining("aws.roles[1]: not an AWS account: \"1\"")
                .withMessageContaining("aws.roles[2]: a master's AWS rule names its host")
                .withMessageContaining("aws.roles[3].name: is missing")
                .withMessageContaining("aws.roles[3].as: \"servant\" is neither")
                .withMessageContaining("aws.roles[3].host: it is not a text");
    }

    @Test
    void theExampleIsGood() throws IOException {
        Path example =
                Path.of(System.getProperty("lifeboat.root"), "docs/examples/controller.yaml");
        write(Files.readString(example));
        ControllerConfig config = ControllerConfig.read(data, ControllerConfig.Flags.NONE);
        assertThat(config.aws().rules()).hasSize(2);
    }

    @Test
    void aKeySaidTwiceIsAFault() throws IOException {
        write("listen: 127.0.0.1:1\nlisten: 127.0.0.1:2\n");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ControllerConfig.read(data, ControllerConfig.Flags.NONE))
                .withMessageContaining("listen");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(data.resolve(ControllerConfig.FILE), yaml);
    }
}
