package lifeboat.controller.catalog;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import lifeboat.controller.plan.RepositoryName;

/** A complete store whose content ends with it. */
public final class MemoryCatalogStore implements CatalogStore {

    private final Map<RepositoryName, RepositoryView> views = new ConcurrentSkipListMap<>();

    @Override
    public List<RepositoryView> all() {
        return List.copyOf(views.values());
    }

    @Override
    public void put(RepositoryView view) {
        views.put(view.repository().name(), view);
    }

    @Override
    public void remove(RepositoryName repository) {
        views.remove(repository);
    }
}
