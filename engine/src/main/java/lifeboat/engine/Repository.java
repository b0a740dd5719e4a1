package lifeboat.engine;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lifeboat.engine.backup.Backup;
import lifeboat.engine.check.RepositoryCheck;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.SnapshotListing;
import lifeboat.engine.restic.lock.Locks;
import lifeboat.engine.restore.Preparation;
import lifeboat.engine.store.ObjectStore;

/**
 * A repository, and all that can be done with it.
 *
 * <p>Methods block and answer to interruption; each may be called from any thread, one backup,
 * restore or check at a time.
 */
public final class Repository implements AutoCloseable {

    private final ResticRepository restic;

    private Repository(ResticRepository restic) {
        this.restic = restic;
    }

    /**
     * Opens the repository in {@code store}, which is closed with it.
     *
     * @throws RepositoryException {@code NOT_A_REPOSITORY}, {@code WRONG_PASSWORD}, or what makes
     *     its config or keys unusable
     */
    public static Repository open(ObjectStore store, Password password, Platform platform)
            throws InterruptedException {
        return new Repository(ResticRepository.open(store, password, platform));
    }

    /**
     * Makes a repository of version 2 in {@code store}, which is closed with it.
     *
     * @param username of the key that is made, for people to read, as is {@code hostname}
     * @throws RepositoryException {@code REPOSITORY_EXISTS} if there is a config, key or snapshot;
     *     nothing is changed then
     */
    public static Repository init(
            ObjectStore store,
            Password password,
            Platform platform,
            String username,
            String hostname)
            throws InterruptedException {
        return new Repository(
                ResticRepository.create(store, password, platform, username, hostname));
    }

    /** As in {@link RepositoryInfo#id()}, without asking the store. */
    public String id() {
        return restic.config().id();
    }

    public RepositoryInfo info() throws InterruptedException {
        return new RepositoryInfo(
                restic.store().url(),
                restic.config().version(),
                restic.config().id(),
                restic.keyCount(),
                restic.ids(FileKind.SNAPSHOT).size());
    }

    /**
     * Returns all snapshots, oldest first.
     *
     * @param progress told of each snapshot file that can't be read
     */
    public List<Snapshot> snapshots(Progress progress) throws InterruptedException {
        List<Snapshot> snapshots = new ArrayList<>(restic.snapshots(progress::report));
        snapshots.sort(Snapshot.BY_TIME);
        return List.copyOf(snapshots);
    }

    /**
     * Saves directories as a new snapshot. Repeating it after any failure, also a killed process,
     * is harmless and completes it; until then no snapshot shows.
     *
     * @throws RepositoryException {@code PATH_NOT_FOUND} if a path does not exist, before anything
     *     is written, or if all is left out; {@code REPOSITORY_LOCKED}; {@code LOCK_LOST}
     */
    public BackupReport backup(BackupRequest request, Progress progress)
            throws InterruptedException {
        return Backup.run(restic, request, progress);
    }

    /**
     * Removes locks that are stale by the store's clock, or all: also those of programs that run.
     *
     * @return how many there were
     */
    public int unlock(boolean all) throws InterruptedException {
        return new Locks(restic).remove(all);
    }

    /**
     * Compares a snapshot with its target, and changes nothing.
     *
     * @throws RepositoryException {@code TARGET_REFUSED} if the target is not a directory, {@code
     *     PATH_NOT_FOUND} if the snapshot lacks the path that was asked for
     */
    public RestoreOperation prepareRestore(RestoreRequest request, Progress progress)
            throws InterruptedException {
        return Preparation.prepare(restic, request, progress);
    }

    /**
     * Passes each entry of a snapshot below {@code path} in the order of its trees, or the one
     * entry that it names if that is no directory.
     *
     * @param path slashes between names; {@code /} for everything
     * @throws RepositoryException {@code PATH_NOT_FOUND} if the snapshot lacks the path; {@code
     *     REPOSITORY_DAMAGED} or {@code REPOSITORY_HOSTILE} at the first directory that can't be
     *     read
     */
    public void list(Snapshot snapshot, String path, Consumer<ListedEntry> each)
            throws InterruptedException {
        SnapshotListing.list(restic, snapshot, path, each);
    }

    /**
     * Checks that the repository holds what its snapshots promise; what is wrong is a problem of
     * {@code progress}. Changes nothing.
     */
    public CheckReport check(CheckRequest request, Progress progress) throws InterruptedException {
        return RepositoryCheck.run(restic, request, new SecureRandom(), progress);
    }

    /** Lifeboat's own files beside those of the repository. */
    public SideFiles sideFiles() {
        return new SideFiles(restic);
    }

    @Override
    public void close() {
        restic.store().close();
    }
}
