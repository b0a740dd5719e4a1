package lifeboat.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that the agent is told on its own host.
 *
 * @param data the folder that it keeps its identity and journal in
 * @param name the host name that it asks for, if any
 * @param tokenFile where its join token lies, if anywhere
 * @param aws how it joins by its AWS role, if so
 */
public record AgentConfig(
        Address controller,
        Path data,
        Optional<String> name,
        Role role,
        Optional<Path> tokenFile,
        Optional<AwsJoin> aws,
        Allowance allowance,
        List<Watched> watched) {

    /** Where the data folder is unless the file says otherwise. */
    public static final Path DEFAULT_DATA = Path.of("/var/lib/lifeboat-agent");

    public AgentConfig {
        watched = List.copyOf(watched);
    }
}
