package lifeboat.agent.wire;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lifeboat.agent.config.Address;
import lifeboat.agent.config.Role;
import lifeboat.agent.identity.Identity;
import lifeboat.agent.identity.IdentityStore;
import lifeboat.proto.agent.v1.AwsIdentity;
import lifeboat.proto.agent.v1.EnrollRequest;
import lifeboat.proto.agent.v1.EnrollResponse;
import lifeboat.proto.agent.v1.EnrollmentServiceGrpc;
import lifeboat.proto.agent.v1.EnrollmentServiceGrpc.EnrollmentServiceBlockingStub;
import lifeboat.proto.agent.v1.JoinToken;
import lifeboat.proto.agent.v1.RenewRequest;
import lifeboat.proto.agent.v1.RenewResponse;

/** Gets the host its certificate, and a new one before that ends. */
public final class Enrolment {

    private static final long LIMIT_SECONDS = 30;

    private final Dialer dialer;
    private final IdentityStore store;

    Enrolment(Dialer dialer, IdentityStore store) {
        this.dialer = dialer;
        this.store = store;
    }

    public static Enrolment at(Address controller, IdentityStore store) {
        return new Enrolment(new TlsDialer(controller), store);
    }

    /**
     * Trades a proof for an identity, which is on disk when this returns.
     *
     * @throws EnrolmentException with why there is none
     */
    public Identity enrol(Proof proof, Optional<String> hostName, Role role) {
        EnrollRequest.Builder request =
                EnrollRequest.newBuilder()
                        .setHostName(hostName.orElse(""))
                        .setRole(Messages.toProto(role))
                        .setSigningRequest(ByteString.copyFrom(store.signingRequest()))
                        .setInstanceId(store.instanceId());
        switch (proof) {
            case Proof.Token(var token) ->
                    request.setToken(
                            JoinToken.newBuilder().setId(token.id()).setSecret(token.secret()));
            case Proof.Aws(var call, var _) ->
                    request.setAws(
                            AwsIdentity.newBuilder()
                                    .setUrl(call.url())
                                    .putAllHeaders(call.headers())
                                    .setBody(ByteString.copyFromUtf8(call.body())));
        }
        EnrollResponse response =
                call(dialer.anonymous(proof.caSha256()), stub -> stub.enroll(request.build()));
        return store.save(
                response.getHostName(),
                Messages.toName(response.getRole()),
                response.getCertificate().toByteArray(),
                bytes(response.getAuthoritiesList()));
    }

    /**
     * Replaces the certificate by a newer one for the same key.
     *
     * @throws EnrolmentException with why there is none
     */
    public Identity renew(Identity identity) {
        RenewRequest request =
                RenewRequest.newBuilder()
                        .setSigningRequest(ByteString.copyFrom(store.signingRequest()))
                        .build();
        RenewResponse response = call(dialer.as(identity), stub -> stub.renew(request));
        return store.save(
                identity.hostName(),
                identity.role(),
                response.getCertificate().toByteArray(),
                bytes(response.getAuthoritiesList()));
    }

    private static List<byte[]> bytes(List<ByteString> strings) {
        return strings.stream().map(ByteString::toByteArray).toList();
    }

    private static <R> R call(
            ManagedChannel channel, Function<EnrollmentServiceBlockingStub, R> call) {
        try {
            return call.apply(
                    EnrollmentServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            throw translated(e);
        } finally {
            channel.shutdownNow();
        }
    }

    private static EnrolmentException translated(StatusRuntimeException e) {
        Refusal refusal = Refusal.of(e.getStatus());
        boolean mayRepeat =
                switch (e.getStatus().getCode()) {
                    case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL ->
                            e.getStatus().getCode() != Status.Code.UNAVAILABLE
                                    || !refusal.code().equals("CONTROLLER_UNTRUSTED");
                    default -> false;
                };
        return new EnrolmentException(
                refusal.code(), refusal.message(), refusal.next(), mayRepeat, e);
    }
}
