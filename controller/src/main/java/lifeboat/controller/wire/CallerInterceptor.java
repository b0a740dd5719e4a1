package lifeboat.controller.wire;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.security.Authenticator;
import lifeboat.controller.security.Caller;
import lifeboat.controller.security.Permission;

/** Lets pass who may: finds out who calls, and holds that against {@link Permission}. */
final class CallerInterceptor implements ServerInterceptor {

    /** A call that was let pass. */
    record Admitted(Caller caller, Permission permission) {}

    private static final Context.Key<Admitted> ADMITTED = Context.key("admitted");

    private final Authenticator authenticator;
    private final StatusMapper statuses;
    private final Audit audit;
    private final OpenCalls openCalls;

    CallerInterceptor(
            Authenticator authenticator, OpenCalls openCalls, StatusMapper statuses, Audit audit) {
        this.authenticator = authenticator;
        this.openCalls = openCalls;
        this.statuses = statuses;
        this.audit = audit;
    }

    /** The call that the current thread serves. */
    static Admitted current() {
        return ADMITTED.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        Optional<Permission> permission = Permission.of(method);
        Caller caller = new Caller.Anonymous();
        Admitted admitted;
        try {
            Permission needed = permission.orElseThrow(() -> closed(method));
            caller = identify(call, needed);
            needed.require(caller);
            admitted = new Admitted(caller, needed);
        } catch (RuntimeException e) {
            return refuse(call, caller, permission.map(Permission::action).orElse(method), e);
        }
        Context context = Context.current().withValue(ADMITTED, admitted);
        if (call.getMethodDescriptor().getType().serverSendsOneMessage()) {
            return Contexts.interceptCall(context, call, headers, next);
        }
        OpenCalls.OpenCall<Q, A> noted = openCalls.opened(call, caller.who());
        try {
            identify(call, admitted.permission()); // a revocation before it was noted missed it
        } catch (RuntimeException e) {
            return refuse(noted, caller, admitted.permission().action(), e);
        }
        return noted.until(Contexts.interceptCall(context, noted, headers, next));
    }

    /** Whom a call is open to that needs no certificate is not asked for one that is good. */
    private Caller identify(ServerCall<?, ?> call, Permission permission) {
        return switch (permission) {
            case ENROLL -> new Caller.Anonymous();
            case RENEW ->
                    authenticator.identify(
                            presented(call.getAttributes()), Authenticator.Purpose.RENEWAL);
            default ->
                    authenticator.identify(
                            presented(call.getAttributes()), Authenticator.Purpose.CALL);
        };
    }

    private <Q, A> ServerCall.Listener<Q> refuse(
            ServerCall<Q, A> call, Caller caller, String action, RuntimeException why) {
        StatusRuntimeException status = statuses.map(why);
        if (why instanceof ControllerException refusal) {
            String peer = "from " + call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
            audit.refused(caller, action, peer, refusal);
        }
        Metadata trailers = Optional.ofNullable(status.getTrailers()).orElseGet(Metadata::new);
        call.close(status.getStatus(), trailers);
        return new ServerCall.Listener<>() {};
    }

    /** The chain that a call's peer has shown. */
    static List<X509Certificate> presented(Attributes call) {
        SSLSession session = call.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return List.of(); // not over TLS, as in tests
        }
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }

    private static ControllerException closed(String method) {
        return new ControllerException(Kind.DENIED, "NOT_ALLOWED", "nobody may call " + method, "");
    }
}
