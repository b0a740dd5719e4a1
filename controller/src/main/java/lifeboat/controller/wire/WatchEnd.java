package lifeboat.controller.wire;

import java.util.Optional;
import lifeboat.controller.operation.OperationRunner;

/** Stops a watch once its caller has gone, which may be before it has begun. Thread-safe. */
final class WatchEnd {

    private Optional<OperationRunner.Watch> watch = Optional.empty(); // guarded by this
    private boolean reached; // guarded by this

    void opened(OperationRunner.Watch opened) {
        boolean late;
        synchronized (this) {
            watch = Optional.of(opened);
            late = reached;
        }
        if (late) {
            opened.close();
        }
    }

    void reached() {
        Optional<OperationRunner.Watch> open;
        synchronized (this) {
            reached = true;
            open = watch;
        }
        open.ifPresent(OperationRunner.Watch::close);
    }
}
