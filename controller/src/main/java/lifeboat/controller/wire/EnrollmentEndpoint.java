package lifeboat.controller.wire;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.security.Caller.HostCaller;
import lifeboat.controller.security.Enrolled;
import lifeboat.controller.security.Enrollment;
import lifeboat.controller.security.Proof;
import lifeboat.controller.security.Secret;
import lifeboat.controller.security.SigningRequest;
import lifeboat.controller.security.Wish;
import lifeboat.proto.agent.v1.AwsIdentity;
import lifeboat.proto.agent.v1.EnrollRequest;
import lifeboat.proto.agent.v1.EnrollResponse;
import lifeboat.proto.agent.v1.EnrollmentServiceGrpc.EnrollmentServiceImplBase;
import lifeboat.proto.agent.v1.JoinToken;
import lifeboat.proto.agent.v1.RenewRequest;
import lifeboat.proto.agent.v1.RenewResponse;

/** Gives hosts their certificates. */
final class EnrollmentEndpoint extends EnrollmentServiceImplBase {

    private final Calls calls;
    private final Enrollment enrollment;
    private final HostExit exit;

    EnrollmentEndpoint(Calls calls, Enrollment enrollment, HostExit exit) {
        this.calls = calls;
        this.enrollment = enrollment;
        this.exit = exit;
    }

    @Override
    public void enroll(EnrollRequest request, StreamObserver<EnrollResponse> observer) {
        calls.answer(
                observer,
                _ -> {
                    Enrolled enrolled =
                            enrollment.enrol(
                                    proof(request),
                                    wish(request),
                                    SigningRequest.parse(
                                            request.getSigningRequest().toByteArray()));
                    exit.of(enrolled);
                    return EnrollResponse.newBuilder()
                            .setCertificate(der(enrolled.certificate()))
                            .addAllAuthorities(der(enrolled.authorities()))
                            .setHostName(enrolled.host().name().value())
                            .setRole(HostMessages.role(enrolled.host().role()))
                            .build();
                });
    }

    /** Not in the audit log: it changes nothing that anybody decided. */
    @Override
    public void renew(RenewRequest request, StreamObserver<RenewResponse> observer) {
        calls.answer(
                observer,
                caller -> {
                    X509Certificate certificate =
                            enrollment.renew(
                                    (HostCaller) caller,
                                    SigningRequest.parse(
                                            request.getSigningRequest().toByteArray()));
                    return RenewResponse.newBuilder()
                            .setCertificate(der(certificate))
                            .addAllAuthorities(der(enrollment.authorities()))
                            .build();
                });
    }

    private static Proof proof(EnrollRequest request) {
        return switch (request.getProofCase()) {
            case TOKEN -> token(request.getToken());
            case AWS -> aws(request.getAws());
            case PROOF_NOT_SET ->
                    throw new ControllerException(
                            Kind.UNAUTHENTICATED,
                            "PROOF_MISSING",
                            "nobody vouches for the host",
                            "an admin makes a token: lifeboat token create");
        };
    }

    private static Proof token(JoinToken token) {
        return new Proof.Token(token.getId(), Secret.of(token.getSecretBytes().toByteArray()));
    }

    private static Proof aws(AwsIdentity aws) {
        return new Proof.Aws(aws.getUrl(), aws.getHeadersMap(), aws.getBody().toStringUtf8());
    }

    private static Wish wish(EnrollRequest request) {
        if (!InstanceId.isValid(request.getInstanceId())) {
            throw new ControllerException(
                    Kind.INVALID,
                    "INSTANCE_ID_INVALID",
                    "the instance id is not one",
                    "update the agent");
        }
        return new Wish(
                Optional.of(request.getHostName())
                        .filter(name -> !name.isEmpty())
                        .map(WorkOrders::hostName),
                HostMessages.role(request.getRole()),
                new InstanceId(request.getInstanceId()));
    }

    private static List<ByteString> der(List<X509Certificate> certificates) {
        return certificates.stream().map(EnrollmentEndpoint::der).toList();
    }

    private static ByteString der(X509Certificate certificate) {
        try {
            return ByteString.copyFrom(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e); // it was read from its encoding
        }
    }
}
