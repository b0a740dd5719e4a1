package lifeboat.engine.restic.lock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.store.ObjectInfo;
import lifeboat.engine.store.StoreException;

/** The locks that lie in a repository. */
public final class Locks {

    /** A lock that can't be read may be one that is just being written, as on a network folder. */
    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));

    private record Found(ObjectId id, ObjectInfo object) {}

    private final ResticRepository repository;

    public Locks(ResticRepository repository) {
        this.repository = repository;
    }

    /**
     * Removes locks that are stale by the store's clock, or all, whoever holds them. A process's
     * number proves nothing where it may be in a container, so none is asked for.
     *
     * @return how many there were
     */
    public int remove(boolean all) throws InterruptedException {
        List<Found> found = list();
        if (found.isEmpty()) {
            return 0;
        }
        Instant now = repository.store().now();
        int removed = 0;
        for (Found lock : found) {
            if (all || new LockHolder(lock.id(), Optional.empty(), age(lock, now)).isStale()) {
                repository.store().delete(lock.object().key());
                removed++;
            }
        }
        return removed;
    }

    /**
     * Finds a lock beside which none may be taken.
     *
     * @param own locks of the caller, which don't count
     */
    Optional<LockHolder> findConflict(boolean exclusive, Set<ObjectId> own)
            throws InterruptedException {
        Set<ObjectId> counted = new HashSet<>(own);
        for (Found lock : list()) {
            // an empty file is what a writer that died left of a lock
            if (lock.object().sizeBytes() == 0 || !counted.add(lock.id())) {
                continue;
            }
            Optional<LockHolder> holder = read(lock);
            if (holder.isPresent() && holder.get().excludes(exclusive)) {
                return holder;
            }
        }
        return Optional.empty();
    }

    /** Empty if it was removed meanwhile. */
    private Optional<LockHolder> read(Found lock) throws InterruptedException {
        Optional<LockFile> content = Optional.empty();
        for (int i = 0; content.isEmpty(); i++) {
            try {
                byte[] json = repository.read(FileKind.LOCK, lock.id());
                content = Optional.of(LockFile.decode(lock.id(), json));
            } catch (StoreException.Missing e) {
                return Optional.empty();
            } catch (RepositoryException | StoreException.TooLarge e) {
                if (i == WAITS.size()) {
                    break;
                }
                repository.platform().sleeper().sleep(WAITS.get(i));
            }
        }
        return Optional.of(new LockHolder(lock.id(), content, age(lock, repository.store().now())));
    }

    private static Duration age(Found lock, Instant now) {
        return Duration.between(lock.object().modified(), now);
    }

    private List<Found> list() throws InterruptedException {
        List<Found> found = new ArrayList<>();
        String prefix = FileKind.LOCK.prefix().path();
        repository
                .store()
                .list(
                        FileKind.LOCK.prefix(),
                        object -> {
                            String name = object.key().path().substring(prefix.length());
                            if (ObjectId.isHex(name)) {
                                found.add(new Found(ObjectId.parse(name), object));
                            }
                        });
        return found;
    }
}
