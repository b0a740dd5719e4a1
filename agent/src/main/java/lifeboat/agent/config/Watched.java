package lifeboat.agent.config;

/**
 * A process to watch.
 *
 * @param command what its command line contains
 */
public record Watched(String name, String command) {}
