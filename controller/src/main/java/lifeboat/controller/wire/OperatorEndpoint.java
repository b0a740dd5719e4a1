package lifeboat.controller.wire;

import io.grpc.stub.StreamObserver;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.security.OperatorName;
import lifeboat.controller.security.Operators;
import lifeboat.proto.control.v1.ListOperatorsRequest;
import lifeboat.proto.control.v1.ListOperatorsResponse;
import lifeboat.proto.control.v1.OperatorCertificate;
import lifeboat.proto.control.v1.OperatorRole;
import lifeboat.proto.control.v1.OperatorServiceGrpc.OperatorServiceImplBase;
import lifeboat.proto.control.v1.RevokeOperatorRequest;
import lifeboat.proto.control.v1.RevokeOperatorResponse;

/** Shows who may call, and puts them out. */
final class OperatorEndpoint extends OperatorServiceImplBase {

    private final Calls calls;
    private final Operators operators;
    private final OpenCalls openCalls;

    OperatorEndpoint(Calls calls, Operators operators, OpenCalls openCalls) {
        this.calls = calls;
        this.operators = operators;
        this.openCalls = openCalls;
    }

    @Override
    public void listOperators(
            ListOperatorsRequest request, StreamObserver<ListOperatorsResponse> observer) {
        calls.answer(
                observer,
                _ ->
                        ListOperatorsResponse.newBuilder()
                                .addAllCertificates(
                                        operators.all().stream()
                                                .map(OperatorEndpoint::message)
                                                .toList())
                                .build());
    }

    @Override
    public void revokeOperator(
            RevokeOperatorRequest request, StreamObserver<RevokeOperatorResponse> observer) {
        calls.change(
                observer,
                "operator " + request.getName(),
                request.getReason(),
                _ -> {
                    OperatorName name = name(request.getName());
                    int revoked = operators.revoke(name, request.getReason());
                    openCalls.end(
                            name.value(),
                            calls.statuses()
                                    .map(
                                            new ControllerException(
                                                    Kind.UNAUTHENTICATED,
                                                    "CERTIFICATE_REVOKED",
                                                    "the certificates of " + name + " were revoked",
                                                    "")));
                    return RevokeOperatorResponse.newBuilder().setRevoked(revoked).build();
                });
    }

    private static OperatorName name(String text) {
        if (!OperatorName.isValid(text)) {
            throw new ControllerException(
                    Kind.INVALID,
                    "OPERATOR_NAME_INVALID",
                    "\"" + text + "\" can't be an operator's name",
                    "lifeboat operator list");
        }
        return new OperatorName(text);
    }

    private static OperatorCertificate message(Operators.Held held) {
        OperatorCertificate.Builder message =
                OperatorCertificate.newBuilder()
                        .setName(held.operator().name().value())
                        .setRole(role(held.operator().role()))
                        .setSerial(held.certificate().serial().value())
                        .setExpires(ProtoTime.of(held.certificate().ends()));
        held.certificate()
                .revocation()
                .ifPresent(
                        revocation ->
                                message.setRevoked(ProtoTime.of(revocation.at()))
                                        .setRevokedReason(revocation.reason()));
        return message.build();
    }

    private static OperatorRole role(lifeboat.controller.security.OperatorRole role) {
        return switch (role) {
            case VIEWER -> OperatorRole.OPERATOR_ROLE_VIEWER;
            case OPERATOR -> OperatorRole.OPERATOR_ROLE_OPERATOR;
            case ADMIN -> OperatorRole.OPERATOR_ROLE_ADMIN;
        };
    }
}
