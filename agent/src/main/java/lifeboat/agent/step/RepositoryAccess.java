package lifeboat.agent.step;

import lifeboat.engine.Password;

/**
 * A repository, and how to open it.
 *
 * @param configId 64 hexadecimal digits; a repository with another one is refused
 */
public record RepositoryAccess(String url, String configId, Password password) {}
