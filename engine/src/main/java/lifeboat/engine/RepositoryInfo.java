package lifeboat.engine;

/**
 * What a repository says of itself.
 *
 * @param version restic's format, 1 or 2
 * @param id 64 hexadecimal digits, made when the repository was
 */
public record RepositoryInfo(String url, int version, String id, int keys, long snapshots) {}
