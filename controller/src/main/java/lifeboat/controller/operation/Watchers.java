package lifeboat.controller.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who wants to be told of which operation. For one thread at a time. */
final class Watchers {

    private final Map<OperationId, List<OperationListener>> listeners = new HashMap<>();

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
        return List.copyOf(listeners.getOrDefault(id, List.of()));
    }
}
