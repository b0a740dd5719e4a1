package lifeboat.engine.restic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import lifeboat.engine.ManualTime;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Platform;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.FreshRepository;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.json.Timestamp;
import lifeboat.engine.restic.lock.RepositoryLock.Attempt;
import lifeboat.engine.store.HookedObjectStore;
import lifeboat.engine.store.HookedObjectStore.Call;
import lifeboat.engine.store.MemoryObjectStore;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.StoreException;
import org.junit.jupiter.api.Test;

class RepositoryLockTest {

    private final ManualTime time = new ManualTime();
    private final HookedObjectStore store = new HookedObjectStore(new MemoryObjectStore(time));
    private final ResticRepository ours = FreshRepository.in(store, time.platform());
    private final ResticRepository others = FreshRepository.in(store, time.platform());

    private static RepositoryLock acquired(Attempt attempt) {
        return attempt.orThrow();
    }

    private List<ObjectId> locks() throws InterruptedException {
        return ours.ids(FileKind.LOCK);
    }

    /** Writes what another host would, by a clock that is wrong. */
    private ObjectId writeLock(boolean exclusive) throws InterruptedException {
        Timestamp wrong = Timestamp.of(time.instant().plus(Duration.ofDays(1)), ZoneOffset.UTC);
        LockFile lock = new LockFile(wrong, exclusive, "elsewhere", "root", 1, 0, 0);
        return others.write(FileKind.LOCK, lock.encode());
    }

    @Test
    void sharedLocksStandSideBySide() throws InterruptedException {
        try (RepositoryLock first = acquired(RepositoryLock.shared(ours));
                RepositoryLock second = acquired(RepositoryLock.shared(others))) {
            assertThat(first).isNotSameAs(second);
            assertThat(locks()).hasSize(2);
        }
        assertThat(locks()).isEmpty();
    }

    @Test
    void exclusiveStandsAlone() throws InterruptedException {
        try (RepositoryLock _ = acquired(RepositoryLock.exclusive(ours))) {
            assertThat(RepositoryLock.shared(others)).isInstanceOf(Attempt.Held.class);
            assertThat(RepositoryLock.exclusive(others)).isInstanceOf(Attempt.Held.class);
        }
        try (RepositoryLock _ = acquired(RepositoryLock.shared(ours))) {
            assertThat(RepositoryLock.exclusive(others)).isInstanceOf(Attempt.Held.class);
        }
        assertThat(locks()).isEmpty();
    }

    @Test
    void refusalNamesTheHolderAndWhatToDo() throws InterruptedException {
        writeLock(true);
        time.pass(Duration.ofSeconds(63));
        assertThatThrownBy(() -> RepositoryLock.shared(ours).orThrow())
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(Kind.REPOSITORY_LOCKED);
                            assertThat(e.next()).startsWith("wait");
                        })
                .hasMessageContaining("process 1 of root on host elsewhere, 1 min 3 s ago");
    }

    @Test
    void staleLockStillCountsUntilItIsUnlocked() throws InterruptedException {
        writeLock(true);
        time.pass(Duration.ofMinutes(31));
        assertThatThrownBy(() -> RepositoryLock.shared(ours).orThrow())
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.next()).contains("gone: run `lifeboat-agent unlock`"));
        assertThat(new Locks(ours).remove(false)).isEqualTo(1);
        acquired(RepositoryLock.shared(ours)).close();
    }

    @Test
    void ageIsByTheStoresClock() throws InterruptedException {
        writeLock(false); // says it is from tomorrow
        time.pass(Duration.ofMinutes(30));
        assertThat(new Locks(ours).remove(false)).isZero();
        time.pass(Duration.ofSeconds(1));
        assertThat(new Locks(ours).remove(false)).isEqualTo(1);
        assertThat(locks()).isEmpty();
    }

    @Test
    void unlockOfAllTakesFreshOnesToo() throws InterruptedException {
        writeLock(false);
        writeLock(true);
        assertThat(new Locks(ours).remove(true)).isEqualTo(2);
        assertThat(locks()).isEmpty();
    }

    @Test
    void lockThatCameWhileWeReadMakesUsGiveWay() throws InterruptedException {
        List<ObjectId> seen = new ArrayList<>();
        assertThat(
                        RepositoryLock.shared(
                                ours,
                                () -> {
                                    seen.addAll(locks());
                                    writeLock(true);
                                }))
                .isInstanceOf(Attempt.Held.class);
        assertThat(seen).as("ours, when the reading began").hasSize(1);
        assertThat(locks()).hasSize(1).doesNotContainAnyElementsOf(seen);
    }

    @Test
    void lockThatCameWhileOursSettledMakesUsGiveWay() throws InterruptedException {
        List<ObjectId> theirs = new ArrayList<>();
        Platform platform =
                new Platform(
                        time,
                        () -> 0,
                        duration -> {
                            assertThat(duration).isEqualTo(RepositoryLock.SETTLE);
                            theirs.add(writeLock(true));
                        });
        assertThat(RepositoryLock.shared(FreshRepository.in(store, platform)))
                .isInstanceOf(Attempt.Held.class);
        assertThat(locks()).isEqualTo(theirs);
    }

    @Test
    void emptyLockFileIsNone() throws InterruptedException {
        store.putIfAbsent(FileKind.LOCK.key(ObjectId.hash(new byte[0])), new byte[0]);
        acquired(RepositoryLock.exclusive(ours)).close();
    }

    @Test
    void unreadableLockIsReadAgainAndThenHonoured() throws InterruptedException {
        ObjectKey key = FileKind.LOCK.key(ObjectId.hash(new byte[1]));
        store.putIfAbsent(key, new byte[] {1, 2, 3});
        assertThat(RepositoryLock.shared(ours)).isInstanceOf(Attempt.Held.class);
        assertThat(time.sleeps())
                .containsExactly(
                        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(locks()).hasSize(1);
    }

    @Test
    void storeThatMayOnlyBeReadIsAnAnswer() throws InterruptedException {
        store.hook(
                (call, _) -> {
                    if (call == Call.PUT) {
                        throw new StoreException.Denied("read-only", "", null);
                    }
                });
        assertThat(RepositoryLock.shared(ours)).isInstanceOf(Attempt.NotPermitted.class);
        assertThatThrownBy(() -> RepositoryLock.shared(ours).orThrow())
                .isInstanceOf(StoreException.Denied.class);
    }

    @Test
    void newLockIsThereBeforeTheOldOneGoes() throws InterruptedException {
        try (RepositoryLock lock = acquired(RepositoryLock.shared(ours))) {
            List<ObjectId> before = locks();
            BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
            store.hook((call, _) -> calls.add(call));
            int done =
                    lock.hold(
                            () -> {
                                time.passForWaiter(RepositoryLock.REFRESH);
                                assertThat(calls.take()).isEqualTo(Call.PUT);
                                assertThat(calls.take()).isEqualTo(Call.DELETE);
                                time.passForWaiter(Duration.ZERO); // the refresh is done
                                return 7;
                            });
            assertThat(done).isEqualTo(7);
            assertThat(locks()).hasSize(1).isNotEqualTo(before);
        }
        assertThat(locks()).isEmpty();
    }

    @Test
    void workStopsBeforeOthersMayThinkTheLockStale() throws InterruptedException {
        try (RepositoryLock lock = acquired(RepositoryLock.shared(ours))) {
            Set<ObjectId> before = Set.copyOf(locks());
            store.hook(
                    (call, _) -> {
                        if (call == Call.PUT) {
                            throw new StoreException.Unavailable("no answer", null);
                        }
                    });
            assertThatThrownBy(
                            () ->
                                    lock.hold(
                                            () -> {
                                                time.passForWaiter(RepositoryLock.LOST_AFTER);
                                                new CountDownLatch(1).await();
                                                return 0;
                                            }))
                    .isInstanceOfSatisfying(
                            RepositoryException.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.LOCK_LOST));
            assertThat(Thread.interrupted()).isFalse();
            assertThat(Set.copyOf(locks())).isEqualTo(before);
        }
        assertThat(locks()).isEmpty();
    }

    @Test
    void oneFailedRefreshIsTriedAgainSoon() throws InterruptedException {
        try (RepositoryLock lock = acquired(RepositoryLock.shared(ours))) {
            BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
            store.hook(
                    (call, _) -> {
                        calls.add(call);
                        if (calls.size() == 1) {
                            throw new StoreException.Unavailable("no answer", null);
                        }
                    });
            lock.hold(
                    () -> {
                        time.passForWaiter(RepositoryLock.REFRESH);
                        while (!time.sleeps().contains(RepositoryLock.REFRESH_AGAIN)) {
                            Thread.onSpinWait();
                        }
                        time.passForWaiter(RepositoryLock.REFRESH_AGAIN);
                        while (calls.size() < 3) {
                            Thread.onSpinWait();
                        }
                        return 0;
                    });
            assertThat(calls).startsWith(Call.PUT, Call.PUT, Call.DELETE);
        }
    }

    @Test
    void lockGoesAlsoOnAnInterruptedThread() throws InterruptedException {
        RepositoryLock lock = acquired(RepositoryLock.shared(ours));
        Thread.currentThread().interrupt();
        lock.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(locks()).isEmpty();
    }
}
