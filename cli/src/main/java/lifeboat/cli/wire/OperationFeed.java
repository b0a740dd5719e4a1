package lifeboat.cli.wire;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.WatchOperationRequest;
import lifeboat.proto.control.v1.WatchOperationResponse;

/** An operation as it changes, until it has ended or the link is lost. One thread reads it. */
public final class OperationFeed implements AutoCloseable {

    /** What came. */
    public sealed interface Update {}

    /** The operation, as it is now. */
    public record Changed(Operation operation) implements Update {}

    /** Nothing follows; the last change was the operation's end. */
    public record Ended() implements Update {}

    /** Nothing follows, and the operation may go on. */
    public record Lost(CallFailure failure) implements Update {}

    /** Bounded by flow control: one message is asked for at a time. */
    private final BlockingQueue<Update> updates = new LinkedBlockingQueue<>();

    private final Receiver receiver;

    OperationFeed(StatusReader statuses) {
        receiver = new Receiver(statuses);
    }

    ClientResponseObserver<WatchOperationRequest, WatchOperationResponse> receiver() {
        return receiver;
    }

    /** Waits for the next update; empty if none came within {@code patience}. */
    public Optional<Update> next(Duration patience) throws InterruptedException {
        Optional<Update> update =
                Optional.ofNullable(updates.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        if (update.isPresent() && update.get() instanceof Changed) {
            receiver.stream.request(1);
        }
        return update;
    }

    @Override
    public void close() {
        receiver.stream.cancel("no longer watched", null);
    }

    private final class Receiver
            implements ClientResponseObserver<WatchOperationRequest, WatchOperationResponse> {

        private final StatusReader statuses;
        private volatile ClientCallStreamObserver<WatchOperationRequest> stream;

        Receiver(StatusReader statuses) {
            this.statuses = statuses;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchOperationRequest> stream) {
            this.stream = stream;
            stream.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(WatchOperationResponse response) {
            updates.add(new Changed(response.getOperation()));
        }

        @Override
        public void onError(Throwable failure) {
            updates.add(new Lost(statuses.read(failure)));
        }

        @Override
        public void onCompleted() {
            updates.add(new Ended());
        }
    }
}
