package lifeboat.cli.wire;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import javax.net.ssl.SSLException;
import lifeboat.cli.wire.CallFailure.Kind;

/**
 * Tells what a status means: the one place that does.
 *
 * <p>A status of the controller's carries an {@code ErrorInfo} with its code and, as metadata
 * {@code next}, what to do; one without was made by gRPC on either side.
 */
final class StatusReader {

    private final String controller;

    /**
     * @param controller its address, for people
     */
    StatusReader(String controller) {
        this.controller = controller;
    }

    CallFailure read(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        Optional<ErrorInfo> info = info(failure);
        if (info.isPresent()) {
            return new CallFailure(
                    kind(status.getCode()),
                    info.get().getReason(),
                    message(status),
                    info.get().getMetadataOrDefault("next", ""),
                    failure);
        }
        return foreign(status, failure);
    }

    private CallFailure foreign(Status status, Throwable failure) {
        return switch (status.getCode()) {
            case UNAVAILABLE ->
                    tlsFailure(failure)
                            .map(e -> distrusted(e, failure))
                            .orElseGet(() -> unreachable(reason(status), failure));
            case DEADLINE_EXCEEDED -> unreachable("it did not answer in time", failure);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                    new CallFailure(
                            kind(status.getCode()),
                            status.getCode().name(),
                            "the controller at %s does not accept this certificate: %s"
                                    .formatted(controller, message(status)),
                            "",
                            failure);
            case UNIMPLEMENTED ->
                    new CallFailure(
                            Kind.UNSUPPORTED,
                            "UNIMPLEMENTED",
                            "the controller at " + controller + " does not know this call",
                            "compare the versions: lifeboat doctor",
                            failure);
            default ->
                    new CallFailure(
                            kind(status.getCode()),
                            status.getCode().name(),
                            "the call to %s failed: %s".formatted(controller, message(status)),
                            "",
                            failure);
        };
    }

    private CallFailure unreachable(String reason, Throwable failure) {
        return new CallFailure(
                Kind.UNREACHABLE,
                "CONTROLLER_UNREACHABLE",
                "the controller at " + controller + " can't be reached: " + reason,
                "",
                failure);
    }

    private CallFailure distrusted(SSLException tls, Throwable failure) {
        return new CallFailure(
                Kind.UNAUTHENTICATED,
                "TLS_REFUSED",
                "no trusted connection to %s: %s".formatted(controller, tls.getMessage()),
                "",
                failure);
    }

    private static Kind kind(Status.Code code) {
        return switch (code) {
            case INVALID_ARGUMENT, OUT_OF_RANGE -> Kind.INVALID;
            case NOT_FOUND -> Kind.NOT_FOUND;
            case FAILED_PRECONDITION, ALREADY_EXISTS -> Kind.ACT_FIRST;
            case ABORTED -> Kind.CHANGED_MEANWHILE;
            case PERMISSION_DENIED -> Kind.DENIED;
            case UNAUTHENTICATED -> Kind.UNAUTHENTICATED;
            case UNAVAILABLE, RESOURCE_EXHAUSTED -> Kind.UNAVAILABLE;
            case DATA_LOSS -> Kind.DATA_LOSS;
            case DEADLINE_EXCEEDED, CANCELLED -> Kind.UNREACHABLE;
            case UNIMPLEMENTED -> Kind.UNSUPPORTED;
            case OK, UNKNOWN, INTERNAL -> Kind.INTERNAL;
        };
    }

    private static Optional<ErrorInfo> info(Throwable failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return Optional.empty();
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    return Optional.of(detail.unpack(ErrorInfo.class));
                } catch (InvalidProtocolBufferException _) {
                    return Optional.empty(); // then the status itself has to do
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<SSLException> tlsFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException tls) {
                return Optional.of(tls);
            }
        }
        return Optional.empty();
    }

    private static String message(Status status) {
        String description = status.getDescription();
        return description == null ? status.getCode().name() : description;
    }

    /** The innermost cause says it best: "Connection refused" rather than "io exception". */
    private static String reason(Status status) {
        Throwable cause = status.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null || cause.getMessage() == null
                ? message(status)
                : cause.getMessage().lines().findFirst().orElse(message(status));
    }
}
