package lifeboat.controller.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.engine.RepositoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusMapperTest {

    private final StatusMapper mapper = new StatusMapper(() -> "4711");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachKindHasItsStatusAndSaysItsCodeAndWhatToDo(Kind kind) {
        StatusRuntimeException status =
                mapper.map(new ControllerException(kind, "A_CODE", "it happened", "do this"));
        Status.Code expected =
                switch (kind) {
                    case INVALID -> Status.Code.INVALID_ARGUMENT;
                    case NOT_FOUND -> Status.Code.NOT_FOUND;
                    case ACT_FIRST -> Status.Code.FAILED_PRECONDITION;
                    case CHANGED_MEANWHILE -> Status.Code.ABORTED;
                    case DENIED -> Status.Code.PERMISSION_DENIED;
                    case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
                    case UNAVAILABLE -> Status.Code.UNAVAILABLE;
                    case DATA_LOSS -> Status.Code.DATA_LOSS;
                };
        assertThat(status.getStatus().getCode()).isEqualTo(expected);
        assertThat(status.getStatus().getDescription()).isEqualTo("it happened");
        ErrorInfo info = detail(status, ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo("A_CODE");
        assertThat(info.getDomain()).isEqualTo("lifeboat");
        assertThat(info.getMetadataMap()).isEqualTo(Map.of("next", "do this"));
    }

    @Test
    void theDetailsAreThoseOfTheStatus() {
        assertThat(detail(of(Kind.INVALID), BadRequest.class).getFieldViolationsList()).hasSize(1);
        assertThat(detail(of(Kind.NOT_FOUND), ResourceInfo.class).getDescription())
                .isEqualTo("it happened");
        assertThat(detail(of(Kind.ACT_FIRST), PreconditionFailure.class).getViolations(0).getType())
                .isEqualTo("A_CODE");
        assertThat(detail(of(Kind.UNAVAILABLE), RetryInfo.class).getRetryDelay().getSeconds())
                .isPositive();
    }

    @Test
    void everyFaultOfARequestIsNamedWithItsPath() {
        StatusRuntimeException status =
                mapper.map(
                        new InvalidRequestException(
                                "PLAN_INVALID",
                                "two faults",
                                "",
                                List.of(
                                        new InvalidRequestException.Field("host", "is missing"),
                                        new InvalidRequestException.Field("paths[0]", "is bad"))));
        assertThat(detail(status, BadRequest.class).getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getField)
                .containsExactly("host", "paths[0]");
    }

    @ParameterizedTest
    @EnumSource(RepositoryException.Kind.class)
    void whatARepositoryAnswersIsNeverInternal(RepositoryException.Kind kind) {
        StatusRuntimeException status = mapper.map(new RepositoryException(kind, "so it is", ""));
        assertThat(status.getStatus().getCode()).isNotEqualTo(Status.Code.INTERNAL);
        assertThat(detail(status, ErrorInfo.class).getReason()).isEqualTo(kind.name());
    }

    @Test
    void whatNobodyForesawTellsAnIncidentAndNothingElse() {
        StatusRuntimeException status = mapper.map(new IllegalStateException("the inner text"));
        assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(StatusProto.fromThrowable(status).toString())
                .contains("4711")
                .doesNotContain("inner text");
    }

    private StatusRuntimeException of(Kind kind) {
        return mapper.map(new ControllerException(kind, "A_CODE", "it happened", "do this"));
    }

    private static <T extends Message> T detail(StatusRuntimeException status, Class<T> type) {
        for (Any any : StatusProto.fromThrowable(status).getDetailsList()) {
            if (any.is(type)) {
                try {
                    return any.unpack(type);
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + status);
    }
}
