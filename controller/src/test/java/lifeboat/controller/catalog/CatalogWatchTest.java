package lifeboat.controller.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.engine.Platform;
import lifeboat.engine.TaskGroup;
import org.junit.jupiter.api.Test;

class CatalogWatchTest {

    private static final PlanRepository BAD = repository("bad");
    private static final PlanRepository GOOD = repository("good");

    private final CountDownLatch failures = new CountDownLatch(3);
    private final CountDownLatch successes = new CountDownLatch(3);

    private static PlanRepository repository(String name) {
        return new PlanRepository(new RepositoryName(name), "/srv/" + name, Optional.empty());
    }

    /** A disk that is full for one of them. */
    private final class Store implements CatalogStore {

        @Override
        public List<RepositoryView> all() {
            return List.of();
        }

        @Override
        public void put(RepositoryView view) {
            if (view.repository().equals(BAD)) {
                failures.countDown();
                throw new IllegalStateException("disk full");
            }
            if (failures.getCount() == 0) {
                successes.countDown();
            }
        }

        @Override
        public void remove(RepositoryName repository) {}
    }

    @Test
    void aRepositoryThatFailsKeepsNoOtherFromBeingListedAndIsTriedAgain()
            throws InterruptedException {
        AtomicLong seconds = new AtomicLong(); // each look at it takes one
        Platform platform =
                new Platform(
                        Clock.systemUTC(),
                        () -> Duration.ofSeconds(seconds.incrementAndGet()).toNanos(),
                        _ -> Thread.sleep(1));
        Catalog catalog =
                new Catalog(
                        _ -> {
                            throw new AssertionError("without a password nothing is opened");
                        },
                        _ -> Optional.empty(),
                        new Store(),
                        platform);
        CatalogWatch watch =
                new CatalogWatch(
                        catalog,
                        () -> List.of(BAD, GOOD),
                        Duration.ofSeconds(1),
                        _ -> {},
                        platform);
        try (TaskGroup listings = TaskGroup.ofPlatformThreads("listing");
                TaskGroup loop = TaskGroup.ofPlatformThreads("loop")) {
            loop.fork(() -> watch.run(listings));

            assertThat(failures.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(successes.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
