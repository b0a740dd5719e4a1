package lifeboat.engine.restic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lifeboat.engine.file.AccountNames;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.Stat;

/**
 * What locks and snapshots say of the program that writes them.
 *
 * @param hostname this host's own name, or the container's; empty if it can't be told
 * @param username empty if the user has no name
 */
public record ThisProcess(String hostname, String username, long uid, long gid, long pid) {

    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    public static ThisProcess look() {
        try (Directory self = Directory.open(Path.of("/proc/self"))) {
            Stat stat = self.stat();
            return new ThisProcess(
                    readHostname(),
                    new AccountNames().user(stat.uid()).orElse(""),
                    stat.uid(),
                    stat.gid(),
                    ProcessHandle.current().pid());
        }
    }

    private static String readHostname() {
        try {
            return Files.readString(HOSTNAME, UTF_8).strip();
        } catch (IOException e) {
            return ""; // for people only
        }
    }
}
