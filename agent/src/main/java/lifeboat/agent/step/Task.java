package lifeboat.agent.step;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import lifeboat.engine.Password;

/** What an agent may be asked to do. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "task")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Task.Backup.class, name = "backup"),
    @JsonSubTypes.Type(value = Task.Restore.class, name = "restore"),
    @JsonSubTypes.Type(value = Task.Check.class, name = "check")
})
public sealed interface Task {

    RepositoryAccess repository();

    /**
     * What the work is done to, at least one: paths, or a repository's URL. Fences are counted, and
     * work is done one after the other, for each of them.
     */
    List<String> targets();

    /** The same, for a repository that opens with {@code password}. */
    Task with(Password password);

    /**
     * Save directories.
     *
     * @param profile empty for none
     * @param host the snapshot's host name
     */
    record Backup(
            RepositoryAccess repository,
            List<String> paths,
            String profile,
            List<String> excludes,
            List<String> tags,
            String host)
            implements Task {

        public Backup {
            paths = List.copyOf(paths);
            excludes = List.copyOf(excludes);
            tags = List.copyOf(tags);
        }

        @Override
        public List<String> targets() {
            return paths.stream().distinct().sorted().toList();
        }

        @Override
        public Backup with(Password password) {
            return new Backup(opened(repository, password), paths, profile, excludes, tags, host);
        }
    }

    /**
     * Restore a snapshot.
     *
     * @param snapshotId 64 hexadecimal digits
     * @param path empty for all paths as they are
     * @param tiers empty for all
     * @param preview whether nothing is changed, only counted
     */
    record Restore(
            RepositoryAccess repository,
            String snapshotId,
            String target,
            String path,
            List<Integer> tiers,
            boolean intoExisting,
            boolean delete,
            boolean verify,
            boolean preview)
            implements Task {

        public Restore {
            tiers = List.copyOf(tiers);
        }

        @Override
        public List<String> targets() {
            return List.of(target);
        }

        @Override
        public Restore with(Password password) {
            return new Restore(
                    opened(repository, password),
                    snapshotId,
                    target,
                    path,
                    tiers,
                    intoExisting,
                    delete,
                    verify,
                    preview);
        }
    }

    /**
     * Check a repository.
     *
     * @param readShare how much of the data is read: 0 none, 1 all
     */
    record Check(RepositoryAccess repository, double readShare) implements Task {

        @Override
        public List<String> targets() {
            return List.of(repository.url());
        }

        @Override
        public Check with(Password password) {
            return new Check(opened(repository, password), readShare);
        }
    }

    private static RepositoryAccess opened(RepositoryAccess repository, Password password) {
        return new RepositoryAccess(repository.url(), repository.configId(), password);
    }
}
