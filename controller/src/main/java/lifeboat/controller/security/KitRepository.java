package lifeboat.controller.security;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lifeboat.engine.Password;

/**
 * A repository as the recovery kit names it.
 *
 * @param region of its bucket; empty if there is none
 */
public record KitRepository(String name, String url, String region, Password password) {

    /** What opens it with nothing but restic and a shell, the password in the variable. */
    public List<String> commands() {
        List<String> commands = new ArrayList<>();
        if (!region.isEmpty()) {
            commands.add("export AWS_DEFAULT_REGION=" + quoted(region));
        }
        commands.add("export RESTIC_REPOSITORY=" + quoted(url));
        commands.add(
                "export RESTIC_PASSWORD="
                        + quoted(new String(password.bytes(), StandardCharsets.UTF_8)));
        commands.add("restic snapshots");
        commands.add("restic restore latest --target /restored");
        return List.copyOf(commands);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
