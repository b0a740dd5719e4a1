package lifeboat.controller.recovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.catalog.Stores;
import lifeboat.controller.recovery.StateFiles.Saved;
import lifeboat.controller.security.KitRepository;
import lifeboat.engine.EngineException;
import lifeboat.engine.Platform;
import lifeboat.engine.Repository;

/** Looks for a lost controller's state in the repositories of its recovery kit. */
public final class StateSearch {

    private final Stores stores;
    private final StateFiles files;
    private final Platform platform;

    public StateSearch(Stores stores, StateFiles files, Platform platform) {
        this.stores = stores;
        this.files = files;
        this.platform = platform;
    }

    /** What a repository turned out to hold. */
    public sealed interface Look {
        KitRepository repository();
    }

    /** It was opened. */
    public record Opened(KitRepository repository, StateFiles.Found found) implements Look {}

    /** It could not be looked into. */
    public record Unreachable(KitRepository repository, String code, String message)
            implements Look {}

    /** Looks into each; one that can't be reached costs only what it holds. */
    public List<Look> look(List<KitRepository> repositories) throws InterruptedException {
        List<Look> looks = new ArrayList<>();
        for (KitRepository repository : repositories) {
            looks.add(look(repository));
        }
        return looks;
    }

    private Look look(KitRepository repository) throws InterruptedException {
        try (Repository opened =
                Repository.open(stores.open(repository.url()), repository.password(), platform)) {
            return new Opened(
                    repository, files.newest(opened.sideFiles(), platform.clock().instant()));
        } catch (EngineException e) {
            return new Unreachable(repository, e.code(), e.getMessage());
        }
    }

    /** The newest state of all. */
    public Optional<Saved> newest(List<Look> looks) {
        Instant now = platform.clock().instant();
        return looks.stream()
                .filter(Opened.class::isInstance)
                .map(Opened.class::cast)
                .flatMap(opened -> opened.found().newest().stream())
                .min(Comparator.comparing(Saved::at, StateFiles.newestFirst(now)));
    }
}
