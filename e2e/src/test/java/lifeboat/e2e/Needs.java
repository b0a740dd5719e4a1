package lifeboat.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** What a test needs of the machine; without it the test is skipped and says why. */
final class Needs {

    private Needs() {}

    static void restic() {
        assumeTrue(Restic.isInstalled(), "restic is not on PATH (package restic)");
    }

    static void attributes() {
        assumeTrue(
                Command.exists("getfattr") && Command.exists("setfattr"),
                "getfattr is not on PATH (package attr)");
        assumeTrue(Command.exists("setfacl"), "setfacl is not on PATH (package acl)");
    }

    static void prometheus() {
        assumeTrue(
                Command.exists("prometheus") && Command.exists("promtool"),
                "prometheus is not on PATH (package prometheus)");
    }

    static void agent() {
        assumeTrue(Checkout.here().hasAgent(), "the module agent has not been built");
    }

    static void mounts(Path folder) throws IOException, InterruptedException {
        assumeTrue(
                Command.exists("mkfs.ext4") && Command.exists("setpriv"),
                "mkfs.ext4 or setpriv is not on PATH (packages e2fsprogs, util-linux)");
        assumeTrue(Volume.isPossible(folder), "this user may not mount: it takes root");
    }
}
