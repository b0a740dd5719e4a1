package lifeboat.engine.restore;

import java.util.concurrent.CountDownLatch;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.lock.LockHolder;
import lifeboat.engine.restic.lock.RepositoryLock;
import lifeboat.engine.restic.lock.RepositoryLock.Attempt;
import lifeboat.engine.store.StoreException;

/**
 * Tells others that a restore reads, so that they don't prune. Beside the work, which never waits
 * for it: who restores at night needs the data, with a lock or without.
 */
final class SharedLock implements AutoCloseable {

    private final ResticRepository repository;
    private final Progress progress;
    private final TaskGroup keeper = TaskGroup.ofPlatformThreads("lock");

    private SharedLock(ResticRepository repository, Progress progress) {
        this.repository = repository;
        this.progress = progress;
    }

    /** Begins to take the lock, which is held until it is closed. */
    static SharedLock take(ResticRepository repository, Progress progress) {
        SharedLock lock = new SharedLock(repository, progress);
        lock.keeper.fork(lock::keep);
        return lock;
    }

    private void keep() throws InterruptedException {
        try {
            switch (RepositoryLock.shared(repository)) {
                case Attempt.Acquired(RepositoryLock lock) -> {
                    try (lock) {
                        lock.hold(
                                () -> {
                                    new CountDownLatch(1).await(); // until it is closed
                                    return true;
                                });
                    }
                }
                case Attempt.Held(LockHolder holder) -> warn(holder.refusal().getMessage());
                case Attempt.NotPermitted(StoreException cause) ->
                        progress.notice("no lock: " + cause.getMessage());
            }
        } catch (RepositoryException | StoreException e) {
            warn(e.getMessage());
        }
    }

    private void warn(String why) {
        progress.report(
                new Problem(
                        Severity.WARNING,
                        "NOT_LOCKED",
                        "",
                        "restored without a lock of the repository: " + why));
    }

    @Override
    public void close() {
        keeper.close();
    }
}
