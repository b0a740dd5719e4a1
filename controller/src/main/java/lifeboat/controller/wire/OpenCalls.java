package lifeboat.controller.wire;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that are open, so that they end with the right to them. Thread-safe. */
final class OpenCalls {

    private final Set<OpenCall<?, ?>> open = ConcurrentHashMap.newKeySet();

    /**
     * Takes note of a call, which is to be served in the place of {@code call}.
     *
     * @param who calls, as the audit log has it
     */
    <Q, A> OpenCall<Q, A> opened(ServerCall<Q, A> call, String who) {
        OpenCall<Q, A> noted = new OpenCall<>(call, who);
        open.add(noted);
        return noted;
    }

    /** Ends all of a caller's, whatever they are about to send. */
    void end(String who, StatusRuntimeException why) {
        open.stream().filter(call -> call.who.equals(who)).forEach(call -> call.end(why));
    }

    /** A call that another thread than the one that serves it can end. */
    final class OpenCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private final String who;
        private final Object lock = new Object();
        private boolean
                closed; // guarded by lock; calls are not thread-safe, so held while it sends

        private OpenCall(ServerCall<Q, A> call, String who) {
            super(call);
            this.who = who;
        }

        void end(StatusRuntimeException why) {
            close(why.getStatus(), Optional.ofNullable(why.getTrailers()).orElseGet(Metadata::new));
        }

        @Override
        public void sendHeaders(Metadata headers) {
            synchronized (lock) {
                if (!closed) {
                    super.sendHeaders(headers);
                }
            }
        }

        @Override
        public void sendMessage(A message) {
            synchronized (lock) {
                if (!closed) {
                    super.sendMessage(message);
                }
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            synchronized (lock) {
                if (!closed) {
                    closed = true;
                    super.close(status, trailers);
                }
            }
            open.remove(this);
        }

        /** Forgets the call once its caller has gone, too. */
        ServerCall.Listener<Q> until(ServerCall.Listener<Q> listener) {
            return new SimpleForwardingServerCallListener<>(listener) {
                @Override
                public void onCancel() {
                    open.remove(OpenCall.this);
                    super.onCancel();
                }

                @Override
                public void onComplete() {
                    open.remove(OpenCall.this);
                    super.onComplete();
                }
            };
        }
    }
}
