package lifeboat.controller.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundStreamTest {

    private final FakeCall call = new FakeCall();
    private final OutboundStream<String> stream = new OutboundStream<>(call, 2);

    @Test
    void nothingIsWrittenBeforeTheOtherSideReads() {
        assertThat(stream.offer("a")).isTrue();
        assertThat(call.seen).isEmpty();
        call.reads();
        assertThat(call.seen).containsExactly("a");
    }

    @Test
    void moreThanTheLimitIsRefused() {
        stream.offer("a");
        stream.offer("b");
        assertThat(stream.offer("c")).isFalse();
        call.reads();
        assertThat(call.seen).containsExactly("a", "b");
        assertThat(stream.offer("c")).isTrue();
    }

    @Test
    void theNewestTakesThePlaceOfWhatWaits() {
        stream.replace("a");
        stream.replace("b");
        call.reads();
        assertThat(call.seen).containsExactly("b");
    }

    @Test
    void theEndComesAfterAllThatWaits() {
        stream.offer("a");
        stream.complete();
        assertThat(call.seen).isEmpty();
        call.reads();
        assertThat(call.seen).containsExactly("a", "completed");
        assertThat(stream.offer("b")).isFalse();
    }

    @Test
    void aFailureWaitsForNobodyAndComesOnce() {
        stream.offer("a");
        stream.fail(Status.ABORTED.asRuntimeException());
        stream.fail(Status.ABORTED.asRuntimeException());
        stream.complete();
        call.reads();
        assertThat(call.seen).containsExactly("ABORTED");
    }

    /** A call whose other side reads from a moment on. */
    private static final class FakeCall extends ServerCallStreamObserver<String> {

        private final List<String> seen = new ArrayList<>();
        private Runnable onReady = () -> {};
        private boolean ready;

        void reads() {
            ready = true;
            onReady.run();
        }

        @Override
        public void onNext(String value) {
            seen.add(value);
        }

        @Override
        public void onError(Throwable t) {
            seen.add(Status.fromThrowable(t).getCode().name());
        }

        @Override
        public void onCompleted() {
            seen.add("completed");
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {
            onReady = handler;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {}

        @Override
        public void setCompression(String compression) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}
    }
}
