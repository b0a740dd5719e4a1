package lifeboat.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
