package lifeboat.controller.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who wants to be told of which operation, or of all. For one thread at a time. */
final class Watchers {

    private final Map<OperationId, List<OperationListener>> listeners = new HashMap<>();

    private final List<OperationListener> ofAll = new ArrayList<>();

    void addForAll(OperationListener listener) {
        ofAll.add(listener);
    }

    void add(OperationId id, OperationListener listener) {
        listeners.computeIfAbsent(id, _ -> new ArrayList<>()).add(listener);
    }

    void remove(OperationId id, OperationListener listener) {
        listeners.computeIfPresent(
                id,
                (_, all) -> {
                    all.remove(listener);
                    return all.isEmpty() ? null : all;
                });
    }

    void removeAll(OperationId id) {
        listeners.remove(id);
    }

    List<OperationListener> of(OperationId id) {
        List<OperationListener> all = new ArrayList<>(ofAll);
        all.addAll(listeners.getOrDefault(id, List.of()));
        return all;
    }
}
