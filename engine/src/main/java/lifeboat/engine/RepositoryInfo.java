package lifeboat.engine;

/**
 * What a repository says of itself.
 *
 * @param version restic's format, 1 or 2
 * @param id 64 hexadecimal digits, made when the repository was
 * @param snapshots also those that can't be read
 */
public record RepositoryInfo(String url, int version, String id, int keys, long snapshots) {}
