package lifeboat.engine.restic.lock;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.ThisProcess;
import lifeboat.engine.restic.json.Timestamp;
import lifeboat.engine.store.StoreException;

/**
 * A lock that this process holds, until it is closed.
 *
 * <p>Taken and honoured as restic does: look for others, write the own, wait, look again. Two that
 * come at the same time so see each other, and both give way.
 */
public final class RepositoryLock implements AutoCloseable {

    /** Between writing the lock and looking again: what others wrote shows by then. */
    static final Duration SETTLE = Duration.ofMillis(200);

    static final Duration REFRESH = Duration.ofMinutes(5);

    /** After a refresh that failed. */
    static final Duration REFRESH_AGAIN = Duration.ofMinutes(1);

    /** Well before {@link LockHolder#STALE_AFTER}, since it takes time to stop. */
    static final Duration LOST_AFTER = Duration.ofSeconds(22 * 60 + 30);

    /** What came of an attempt to take a lock. */
    public sealed interface Attempt {

        /** It is ours. */
        record Acquired(RepositoryLock lock) implements Attempt {}

        /** Another program's lock excludes it. */
        record Held(LockHolder holder) implements Attempt {}

        /** We may not write to the store, or it takes no more. */
        record NotPermitted(StoreException cause) implements Attempt {}

        /** The lock, for work that must not begin without. */
        default RepositoryLock orThrow() {
            return switch (this) {
                case Acquired(RepositoryLock lock) -> lock;
                case Held(LockHolder holder) -> throw holder.refusal();
                case NotPermitted(StoreException cause) -> throw cause;
            };
        }
    }

    /** What is done under a lock; answers to interruption. */
    @FunctionalInterface
    public interface Work<R> {
        R run() throws InterruptedException;
    }

    private final ResticRepository repository;
    private final boolean exclusive;
    private final ThisProcess process = ThisProcess.look();
    private final Set<ObjectId> written = new LinkedHashSet<>(); // guarded by itself
    private volatile Instant refreshed;
    private volatile boolean lost;

    private RepositoryLock(ResticRepository repository, boolean exclusive) {
        this.repository = repository;
        this.exclusive = exclusive;
        refreshed = repository.platform().clock().instant();
    }

    /** Takes a lock that excludes only exclusive ones: for work that removes nothing. */
    public static Attempt shared(ResticRepository repository) throws InterruptedException {
        return shared(repository, () -> {});
    }

    /**
     * As {@link #shared(ResticRepository)}, and uses the wait before the second look: what is read
     * after the lock is written, and before it proves to be ours, nobody has removed meanwhile.
     *
     * @param reading writes nothing; what it read is void unless the lock is acquired
     */
    public static Attempt shared(ResticRepository repository, TaskGroup.Task reading)
            throws InterruptedException {
        return new RepositoryLock(repository, false).take(reading);
    }

    /** Takes a lock that excludes all others. */
    public static Attempt exclusive(ResticRepository repository) throws InterruptedException {
        return new RepositoryLock(repository, true).take(() -> {});
    }

    private Attempt take(TaskGroup.Task reading) throws InterruptedException {
        Locks locks = new Locks(repository);
        Optional<LockHolder> conflict = locks.findConflict(exclusive, Set.of());
        if (conflict.isPresent()) {
            return new Attempt.Held(conflict.get());
        }
        boolean taken = false;
        try {
            try {
                write();
            } catch (StoreException.Denied | StoreException.Refused e) {
                return new Attempt.NotPermitted(e);
            }
            settle(reading);
            conflict = locks.findConflict(exclusive, own());
            taken = conflict.isEmpty();
            return taken ? new Attempt.Acquired(this) : new Attempt.Held(conflict.get());
        } finally {
            if (!taken) {
                close();
            }
        }
    }

    private void settle(TaskGroup.Task reading) throws InterruptedException {
        try (TaskGroup wait = TaskGroup.ofVirtualThreads("settle")) {
            wait.fork(() -> repository.platform().sleeper().sleep(SETTLE));
            reading.run();
            wait.join();
        }
    }

    /**
     * Does {@code work} on the calling thread, and keeps the lock fresh meanwhile.
     *
     * @throws RepositoryException {@code LOCK_LOST} if that failed for so long that others may take
     *     the lock for stale; the work was interrupted then
     */
    public <R> R hold(Work<R> work) throws InterruptedException {
        Thread worker = Thread.currentThread();
        try (TaskGroup refresher = TaskGroup.ofPlatformThreads("lock")) {
            refresher.fork(() -> refreshUntilLost(worker));
            return work.run();
        } catch (InterruptedException e) {
            if (lost) {
                throw lockLost();
            }
            throw e;
        } finally {
            if (lost) {
                boolean _ = Thread.interrupted(); // it was ours, and may have come too late
            }
        }
    }

    private void refreshUntilLost(Thread worker) throws InterruptedException {
        Duration wait = REFRESH;
        while (true) {
            repository.platform().sleeper().sleep(wait);
            // a host that slept for an hour must not go on as if nothing had been
            wait = !isTooOld() && refresh() ? REFRESH : REFRESH_AGAIN;
            if (isTooOld()) {
                lost = true;
                worker.interrupt();
                return;
            }
        }
    }

    private boolean isTooOld() {
        Instant now = repository.platform().clock().instant();
        return Duration.between(refreshed, now).compareTo(LOST_AFTER) >= 0;
    }

    /** Writes a new lock, then removes the old one, so that there always is one. */
    private boolean refresh() throws InterruptedException {
        Set<ObjectId> old = own();
        try {
            write();
            for (ObjectId id : old) {
                remove(id);
            }
            return true;
        } catch (RuntimeException e) {
            return false; // whatever it was, it shows in the lock's age
        }
    }

    private void write() throws InterruptedException {
        Instant now = repository.platform().clock().instant();
        LockFile content =
                new LockFile(
                        Timestamp.of(now, ZoneId.systemDefault()),
                        exclusive,
                        process.hostname(),
                        process.username(),
                        process.pid(),
                        process.uid(),
                        process.gid());
        ObjectId id = repository.write(FileKind.LOCK, content.encode());
        synchronized (written) {
            written.add(id);
        }
        refreshed = now;
    }

    private Set<ObjectId> own() {
        synchronized (written) {
            return Set.copyOf(written);
        }
    }

    private void remove(ObjectId id) throws InterruptedException {
        repository.store().delete(FileKind.LOCK.key(id));
        synchronized (written) {
            written.remove(id);
        }
    }

    /**
     * Removes the lock, also on a thread that was interrupted. One that can't be removed is stale
     * in half an hour.
     */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            for (ObjectId id : own()) {
                remove(id);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (StoreException e) {
            // What was done under the lock counts more than a lock that ages.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RepositoryException lockLost() {
        return new RepositoryException(
                Kind.LOCK_LOST,
                "the lock could not be refreshed for "
                        + LOST_AFTER.toMinutes()
                        + " minutes, so others may think it stale; the work was stopped",
                "check the network and the store, then repeat the command: it goes on where it"
                        + " stopped");
    }
}
