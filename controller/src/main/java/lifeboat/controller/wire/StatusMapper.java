package lifeboat.controller.wire;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.function.Supplier;
import lifeboat.controller.error.ControllerException;
import lifeboat.engine.EngineException;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a call threw into the status that its caller gets: the one place that does.
 *
 * <p>Each status carries an {@link ErrorInfo} with the stable code as its reason and, as its
 * metadata {@code next}, what to do about it. What nobody foresaw becomes INTERNAL with the id of
 * an incident, under which the log has all of it.
 */
final class StatusMapper {

    static final String DOMAIN = "lifeboat";

    private static final Logger LOG = LoggerFactory.getLogger(StatusMapper.class);
    private static final Duration LATER = Duration.newBuilder().setSeconds(5).build();

    private final Supplier<String> incidentIds;

    /**
     * @param incidentIds gives another text at each call
     */
    StatusMapper(Supplier<String> incidentIds) {
        this.incidentIds = incidentIds;
    }

    StatusRuntimeException map(Throwable thrown) {
        return switch (thrown) {
            case StatusRuntimeException e -> e;
            case InvalidRequestException e ->
                    status(
                            Code.INVALID_ARGUMENT,
                            e.code(),
                            e.getMessage(),
                            e.next(),
                            badRequest(e));
            case ControllerException e ->
                    status(code(e.kind()), e.code(), e.getMessage(), e.next());
            case EngineException e -> status(code(e), e.code(), e.getMessage(), e.next());
            case InterruptedException _ ->
                    status(
                            Code.UNAVAILABLE,
                            "CONTROLLER_STOPPING",
                            "the controller is stopping",
                            "repeat the command once it is back");
            default -> incident(thrown);
        };
    }

    /** For an agent whose identity another machine holds. */
    StatusRuntimeException duplicate(String host) {
        return status(
                Code.ALREADY_EXISTS,
                "DUPLICATE_IDENTITY",
                "another machine is connected as host " + host,
                "if this one is a copy: remove its agent's data folder, and enrol it anew");
    }

    private StatusRuntimeException incident(Throwable thrown) {
        String id = incidentIds.get();
        LOG.atError().addKeyValue("incident", id).setCause(thrown).log("call failed");
        return status(
                Code.INTERNAL,
                "INTERNAL",
                "the controller met something that it can't handle (incident " + id + ")",
                "look for " + id + " in the controller's log");
    }

    private static Code code(ControllerException.Kind kind) {
        return switch (kind) {
            case INVALID -> Code.INVALID_ARGUMENT;
            case NOT_FOUND -> Code.NOT_FOUND;
            case ACT_FIRST -> Code.FAILED_PRECONDITION;
            case CHANGED_MEANWHILE -> Code.ABORTED;
            case DENIED -> Code.PERMISSION_DENIED;
            case UNAUTHENTICATED -> Code.UNAUTHENTICATED;
            case UNAVAILABLE -> Code.UNAVAILABLE;
            case DATA_LOSS -> Code.DATA_LOSS;
        };
    }

    private static Code code(EngineException failure) {
        return switch (failure) {
            case RepositoryException e ->
                    switch (e.kind()) {
                        case SNAPSHOT_NOT_FOUND, PATH_NOT_FOUND -> Code.NOT_FOUND;
                        case REPOSITORY_DAMAGED, REPOSITORY_HOSTILE -> Code.DATA_LOSS;
                        case LOCK_LOST -> Code.UNAVAILABLE;
                        case WRONG_PASSWORD,
                                NOT_A_REPOSITORY,
                                REPOSITORY_EXISTS,
                                REPOSITORY_UNSUPPORTED,
                                REPOSITORY_LOCKED,
                                SNAPSHOT_AMBIGUOUS,
                                TARGET_REFUSED,
                                TIERS_UNKNOWN ->
                                Code.FAILED_PRECONDITION;
                    };
            case StoreException e ->
                    switch (e) {
                        case StoreException.Missing _,
                                StoreException.Truncated _,
                                StoreException.Unreadable _,
                                StoreException.TooLarge _ ->
                                Code.DATA_LOSS;
                        case StoreException.Unavailable _ -> Code.UNAVAILABLE;
                        case StoreException.NoSuchPlace _,
                                StoreException.Denied _,
                                StoreException.Refused _ ->
                                Code.FAILED_PRECONDITION;
                    };
            default ->
                    switch (failure.retry()) {
                        case SAME_CALL -> Code.UNAVAILABLE;
                        case AFTER_ACTION -> Code.FAILED_PRECONDITION;
                        case NEVER -> Code.INVALID_ARGUMENT;
                    };
        };
    }

    private static BadRequest badRequest(InvalidRequestException e) {
        return BadRequest.newBuilder()
                .addAllFieldViolations(
                        e.fields().stream()
                                .map(
                                        field ->
                                                BadRequest.FieldViolation.newBuilder()
                                                        .setField(field.path())
                                                        .setReason(e.code())
                                                        .setDescription(field.description())
                                                        .build())
                                .toList())
                .build();
    }

    private static StatusRuntimeException status(
            Code code, String reason, String message, String next) {
        return switch (code) {
            case INVALID_ARGUMENT ->
                    status(
                            code,
                            reason,
                            message,
                            next,
                            BadRequest.newBuilder()
                                    .addFieldViolations(
                                            BadRequest.FieldViolation.newBuilder()
                                                    .setReason(reason)
                                                    .setDescription(message))
                                    .build());
            case NOT_FOUND ->
                    status(
                            code,
                            reason,
                            message,
                            next,
                            ResourceInfo.newBuilder().setDescription(message).build());
            case FAILED_PRECONDITION ->
                    status(
                            code,
                            reason,
                            message,
                            next,
                            PreconditionFailure.newBuilder()
                                    .addViolations(
                                            PreconditionFailure.Violation.newBuilder()
                                                    .setType(reason)
                                                    .setDescription(next))
                                    .build());
            case UNAVAILABLE ->
                    status(
                            code,
                            reason,
                            message,
                            next,
                            RetryInfo.newBuilder().setRetryDelay(LATER).build());
            default -> status(code, reason, message, next, new Message[0]);
        };
    }

    private static StatusRuntimeException status(
            Code code, String reason, String message, String next, Message... details) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder().setReason(reason).setDomain(DOMAIN);
        if (!next.isEmpty()) {
            info.putMetadata("next", next);
        }
        Status.Builder status =
                Status.newBuilder()
                        .setCode(code.getNumber())
                        .setMessage(message)
                        .addDetails(Any.pack(info.build()));
        for (Message detail : details) {
            status.addDetails(Any.pack(detail));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }
}
