package lifeboat.controller.wire;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The writing side of a stream: takes messages of any thread and writes them in their order, one at
 * a time, and only while the other side reads. Thread-safe; never blocks.
 */
final class OutboundStream<T> {

    private final ServerCallStreamObserver<T> observer;
    private final int limit;
    private final Object lock = new Object();
    private final Queue<T> waiting = new ArrayDeque<>(); // guarded by lock, as is all below
    private boolean writing;
    private boolean ending;
    private boolean ended;
    private Optional<StatusRuntimeException> reason = Optional.empty();

    /**
     * Made before the call's method returns, as gRPC demands of who wants to know when the other
     * side reads.
     *
     * @param limit how many messages may wait
     */
    OutboundStream(ServerCallStreamObserver<T> observer, int limit) {
        this.observer = observer;
        this.limit = limit;
        observer.setOnReadyHandler(this::write);
    }

    /** Returns whether the message will be written, unless the connection breaks. */
    boolean offer(T message) {
        synchronized (lock) {
            if (ending || waiting.size() == limit) {
                return false;
            }
            waiting.add(message);
        }
        write();
        return true;
    }

    /** Writes the message in the place of those that wait: for what only the newest counts of. */
    void replace(T message) {
        synchronized (lock) {
            if (ending) {
                return;
            }
            waiting.clear();
            waiting.add(message);
        }
        write();
    }

    /** Ends the stream well once all that waits is written. */
    void complete() {
        end(Optional.empty());
    }

    /** Ends the stream now; what waits is dropped. */
    void fail(StatusRuntimeException status) {
        end(Optional.of(status));
    }

    private void end(Optional<StatusRuntimeException> status) {
        synchronized (lock) {
            if (ended || (ending && status.isEmpty())) {
                return;
            }
            ending = true;
            reason = status;
            if (status.isPresent()) {
                waiting.clear();
            }
        }
        write();
    }

    /** Writes what can be written; the thread that finds another at it leaves its work to that. */
    private void write() {
        while (true) {
            Optional<T> message;
            synchronized (lock) {
                if (writing || ended) {
                    return;
                }
                if (waiting.isEmpty()) {
                    if (!ending) {
                        return;
                    }
                    ended = true;
                    message = Optional.empty();
                } else if (observer.isReady()) {
                    writing = true;
                    message = Optional.of(waiting.remove());
                } else {
                    return;
                }
            }
            if (message.isEmpty()) {
                reason.ifPresentOrElse(observer::onError, observer::onCompleted);
                return;
            }
            try {
                observer.onNext(message.get());
            } finally {
                synchronized (lock) {
                    writing = false;
                }
            }
        }
    }
}
