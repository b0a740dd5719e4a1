package lifeboat.agent.config;

import java.util.List;

/**
 * What a controller may ask this agent for.
 *
 * @param paths absolute; what may be saved and restored into, with all below them
 * @param repositories URL prefixes
 */
public record Allowance(List<String> paths, List<String> repositories) {

    public Allowance {
        paths = List.copyOf(paths);
        repositories = List.copyOf(repositories);
    }
}
