package lifeboat.controller.wire;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;

/** A call whose other side reads from a moment on. */
final class FakeCall<T> extends ServerCallStreamObserver<T> {

    private final List<String> seen = new ArrayList<>();
    private Runnable onReady = () -> {};
    private boolean ready;

    /** What was written, in words. */
    List<String> seen() {
        return seen;
    }

    void reads() {
        ready = true;
        onReady.run();
    }

    @Override
    public void onNext(T value) {
        seen.add(value.toString());
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
