package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lifeboat.proto.control.v1.ExportKitRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitCommandsTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @TempDir private Path folder;

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void theKitIsForItsOwnerAlone() throws IOException {
        Path kit = folder.resolve("kit");
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "twelve words or so\n");

        assertThat(
                        operator.run(
                                "kit",
                                "export",
                                kit.toString(),
                                "--passphrase-file",
                                passphrase.toString()))
                .isEqualTo(0);

        assertThat(kit).hasContent("sealed");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kit)))
                .isEqualTo("rw-------");
        assertThat(controller.only(ExportKitRequest.class).getPassphrase())
                .isEqualTo("twelve words or so");
    }

    @Test
    void aFileThatIsThereIsLeftAsItIs() throws IOException {
        Path kit = Files.writeString(folder.resolve("kit"), "precious");
        operator.set("LIFEBOAT_KIT_PASSPHRASE", "twelve words or so");

        assertThat(operator.run("kit", "export", kit.toString())).isEqualTo(2);

        assertThat(kit).hasContent("precious");
        assertThat(operator.err()).contains("exists already, and is left as it is");
    }

    @Test
    void withoutAPassphraseTheControllerIsNotAsked() {
        assertThat(operator.run("kit", "export", folder.resolve("kit").toString())).isEqualTo(2);
        assertThat(controller.requests).isEmpty();
    }

    @Test
    void aRepositoryThatDoesNotOpenFailsTheVerification() throws IOException {
        Path kit = Files.writeString(folder.resolve("kit"), "sealed");
        operator.set("LIFEBOAT_KIT_PASSPHRASE", "twelve words or so");

        assertThat(operator.run("kit", "verify", kit.toString())).isEqualTo(1);

        assertThat(operator.out()).contains("NO: the password is another");
    }
}
