package lifeboat.engine.restic.lock;

import java.time.Duration;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;

/**
 * A lock of another program.
 *
 * @param content what it says; empty if it can't be read, which may be a lock all the same
 * @param age since it was written or last refreshed, by the store's clock: neither the holder's
 *     clock nor ours can make it older
 */
public record LockHolder(ObjectId id, Optional<LockFile> content, Duration age) {

    /** Every holder that lives refreshes its lock long before. */
    public static final Duration STALE_AFTER = Duration.ofMinutes(30);

    public boolean isStale() {
        return age.compareTo(STALE_AFTER) > 0;
    }

    /** Whether no lock, or none that is {@code exclusive}, may be taken beside it. */
    boolean excludes(boolean exclusive) {
        return exclusive || content.map(LockFile::exclusive).orElse(true);
    }

    /** For whoever can't go on without the lock. */
    public RepositoryException refusal() {
        return new RepositoryException(
                Kind.REPOSITORY_LOCKED,
                "the repository is locked " + this,
                isStale()
                        ? "its holder is gone: run `lifeboat-agent unlock`, then repeat the command"
                        : "wait until it is done; if that program is gone, `lifeboat-agent unlock`"
                                + " removes the lock once it is 30 minutes old");
    }

    @Override
    public String toString() {
        String time = "%d min %d s".formatted(age.toMinutes(), age.toSecondsPart());
        return content.map(
                        lock ->
                                "%sby process %d of %s on host %s, %s ago (lock %s)"
                                        .formatted(
                                                lock.exclusive() ? "exclusively " : "",
                                                lock.pid(),
                                                lock.username(),
                                                lock.hostname(),
                                                time,
                                                id.shortHex()))
                .orElseGet(() -> "by locks/" + id + ", which can't be read, " + time + " ago");
    }
}
