package lifeboat.controller.plan;

import java.util.Optional;

/**
 * Where the snapshots of plans lie.
 *
 * @param url as restic writes it, without secrets
 * @param configId 64 hexadecimal digits: a repository with another id is not the one that is meant
 */
public record PlanRepository(RepositoryName name, String url, Optional<String> configId) {}
