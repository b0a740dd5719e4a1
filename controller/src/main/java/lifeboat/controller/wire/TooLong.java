package lifeboat.controller.wire;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.Executor;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.security.Authenticator;
import lifeboat.controller.security.Caller;
import lifeboat.controller.security.Permission;

/** Notes who sends a message that is too long: gRPC ends such a call before anybody sees it. */
final class TooLong extends ServerStreamTracer.Factory {

    private final Authenticator authenticator;
    private final Audit audit;
    private final Executor executor;

    /**
     * @param executor for what blocks: gRPC tells of it on the network's threads
     */
    TooLong(Authenticator authenticator, Audit audit, Executor executor) {
        this.authenticator = authenticator;
        this.audit = audit;
        this.executor = executor;
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new ServerStreamTracer() {

            private volatile Attributes attributes = Attributes.EMPTY;

            @Override
            public void serverCallStarted(ServerCallInfo<?, ?> call) {
                attributes = call.getAttributes();
            }

            @Override
            public void streamClosed(Status status) {
                if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
                    Attributes of = attributes;
                    executor.execute(() -> note(method, of));
                }
            }
        };
    }

    private void note(String method, Attributes attributes) {
        audit.refused(
                caller(attributes),
                Permission.of(method).map(Permission::action).orElse(method),
                "from " + attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
                new ControllerException(
                        Kind.INVALID,
                        "MESSAGE_TOO_LONG",
                        "a message has more than %d bytes".formatted(WireServer.MAX_MESSAGE_BYTES),
                        ""));
    }

    private Caller caller(Attributes attributes) {
        try {
            return authenticator.identify(
                    CallerInterceptor.presented(attributes), Authenticator.Purpose.CALL);
        } catch (ControllerException _) {
            return new Caller.Anonymous();
        }
    }
}
