package lifeboat.controller.catalog;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.engine.Platform;
import lifeboat.engine.TaskGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes the catalogue again and again, each repository on a thread of its own: one that hangs
 * stops no other.
 */
public final class CatalogWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogWatch.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Catalog catalog;
    private final Supplier<? extends Collection<PlanRepository>> repositories;
    private final Duration every;
    private final Chore chore;
    private final Platform platform;
    private final long begin; // of the nano ticker, which nobody sets back
    private final Set<RepositoryName> watched = ConcurrentHashMap.newKeySet();
    private final Set<RepositoryName> asked = ConcurrentHashMap.newKeySet();
    private volatile Map<RepositoryName, PlanRepository> wanted = Map.of();
    private volatile boolean loaded;

    /**
     * @param repositories those of all plans, as they are at the moment; several may be equal
     * @param every how long after a listing the next begins
     * @param chore what else is done for each repository; a failure is its own to handle
     */
    public CatalogWatch(
            Catalog catalog,
            Supplier<? extends Collection<PlanRepository>> repositories,
            Duration every,
            Chore chore,
            Platform platform) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.every = every;
        this.chore = chore;
        this.platform = platform;
        this.begin = platform.nanoTicker().getAsLong();
    }

    /** Watches until its thread is interrupted; {@code group}'s threads do the work. */
    public void run(TaskGroup group) throws InterruptedException {
        while (true) {
            wanted =
                    repositories.get().stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            PlanRepository::name, each -> each, (one, _) -> one));
            for (RepositoryName name : wanted.keySet()) {
                if (watched.add(name)) {
                    group.fork(() -> watchAlone(name));
                }
            }
            loaded = loaded || isComplete();
            platform.sleeper().sleep(TICK);
        }
    }

    /**
     * Whether every repository was seen or tried once since the first start. Stays true: a plan
     * that comes later has no past that could be missed.
     */
    public boolean isLoaded() {
        return loaded;
    }

    /** Lists a repository within a second or so, as after a backup. */
    public void refreshSoon(RepositoryName repository) {
        asked.add(repository);
    }

    private boolean isComplete() {
        return since(begin).compareTo(Catalog.SILENCE) > 0
                || wanted.values().stream().allMatch(each -> catalog.view(each).isPresent());
    }

    /** What fails for one repository, such as a write of the store, begins again a tick later. */
    private void watchAlone(RepositoryName name) throws InterruptedException {
        try {
            watch(name);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("repository", name)
                    .setCause(e)
                    .log("watching a repository failed");
            platform.sleeper().sleep(TICK);
        } finally {
            watched.remove(name);
        }
    }

    private void watch(RepositoryName name) throws InterruptedException {
        Optional<PlanRepository> listed = Optional.empty();
        long ended = 0;
        while (true) {
            Optional<PlanRepository> target = Optional.ofNullable(wanted.get(name));
            if (target.isEmpty()) {
                break;
            }
            boolean changed = !listed.equals(target);
            if (asked.remove(name) || changed || since(ended).compareTo(every) >= 0) {
                catalog.refresh(target.get());
                listed = target;
                ended = platform.nanoTicker().getAsLong();
            }
            chore.tick(target.get());
            platform.sleeper().sleep(TICK);
        }
        catalog.forget(name);
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(platform.nanoTicker().getAsLong() - nanos);
    }
}
