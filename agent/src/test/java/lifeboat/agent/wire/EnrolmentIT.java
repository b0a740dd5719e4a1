package lifeboat.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import lifeboat.agent.config.Address;
import lifeboat.agent.config.Role;
import lifeboat.agent.identity.DataFolder;
import lifeboat.agent.identity.Identity;
import lifeboat.agent.identity.IdentityStore;
import lifeboat.agent.identity.JoinToken;
import lifeboat.proto.agent.v1.EnrollRequest;
import lifeboat.proto.agent.v1.EnrollResponse;
import lifeboat.proto.agent.v1.EnrollmentServiceGrpc;
import lifeboat.proto.agent.v1.RenewRequest;
import lifeboat.proto.agent.v1.RenewResponse;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real TLS. */
class EnrolmentIT {

    private static final io.grpc.Context.Key<Boolean> HAS_CERTIFICATE =
            io.grpc.Context.key("certificate");

    private final Authority authority = new Authority();
    @TempDir private Path folder;
    private DataFolder data;
    private Server server;

    /** Signs for whoever has the token's secret, and renews for whoever shows a certificate. */
    private final class Enroller extends EnrollmentServiceGrpc.EnrollmentServiceImplBase {
        @Override
        public void enroll(EnrollRequest request, StreamObserver<EnrollResponse> response) {
            if (!request.getToken().getSecret().equals("secret")) {
                response.onError(
                        Status.UNAUTHENTICATED.withDescription("used").asRuntimeException());
                return;
            }
            response.onNext(
                    EnrollResponse.newBuilder()
                            .setCertificate(sign(request.getSigningRequest()))
                            .addAuthorities(der(authority.certificate()))
                            .setHostName("master-1")
                            .setRole(lifeboat.proto.agent.v1.Role.ROLE_MASTER)
                            .build());
            response.onCompleted();
        }

        @Override
        public void renew(RenewRequest request, StreamObserver<RenewResponse> response) {
            if (!HAS_CERTIFICATE.get()) {
                response.onError(Status.UNAUTHENTICATED.asRuntimeException());
                return;
            }
            response.onNext(
                    RenewResponse.newBuilder()
                            .setCertificate(sign(request.getSigningRequest()))
                            .addAuthorities(der(authority.certificate()))
                            .build());
            response.onCompleted();
        }
    }

    private ByteString sign(ByteString request) {
        try {
            var parsed = new JcaPKCS10CertificationRequest(request.toByteArray());
            assertThat(
                            parsed.isSignatureValid(
                                    new JcaContentVerifierProviderBuilder()
                                            .build(parsed.getPublicKey())))
                    .isTrue();
            return der(authority.host(parsed.getPublicKey(), Duration.ofDays(90)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteString der(X509Certificate certificate) {
        try {
            return ByteString.copyFrom(certificate.getEncoded());
        } catch (java.security.cert.CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(KeyPair keys, X509Certificate... chain) throws Exception {
        ServerInterceptor peer =
                new ServerInterceptor() {
                    @Override
                    public <A, B> ServerCall.Listener<A> interceptCall(
                            ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
                        SSLSession session =
                                call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
                        boolean shown;
                        try {
                            shown = session.getPeerCertificates().length > 0;
                        } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
                            shown = false;
                        }
                        return io.grpc.Contexts.interceptCall(
                                io.grpc.Context.current().withValue(HAS_CERTIFICATE, shown),
                                call,
                                headers,
                                next);
                    }
                };
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .sslContext(
                                GrpcSslContexts.configure(
                                                SslContextBuilder.forServer(
                                                        keys.getPrivate(), chain))
                                        .trustManager(authority.certificate())
                                        .clientAuth(ClientAuth.OPTIONAL)
                                        .protocols("TLSv1.3")
                                        .build())
                        .intercept(peer)
                        .addService(new Enroller())
                        .build()
                        .start();
    }

    @BeforeEach
    void openFolder() {
        data = DataFolder.open(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        data.close();
        server.shutdownNow();
    }

    private IdentityStore store() {
        return new IdentityStore(data, new SecureRandom());
    }

    private Enrolment enrolment() {
        return Enrolment.at(new Address("127.0.0.1", server.getPort()), store());
    }

    private static Proof token(Authority of, String secret) {
        return new Proof.Token(JoinToken.parse("lb1.id." + secret + "." + of.sha256()));
    }

    private void serveWell() throws Exception {
        KeyPair keys = Authority.newKeys();
        serve(keys, authority.server(keys.getPublic()), authority.certificate());
    }

    @Test
    void aTokenIsTradedForAnIdentityThatIsKept() throws Exception {
        serveWell();

        Identity identity =
                enrolment().enrol(token(authority, "secret"), Optional.empty(), Role.MASTER);

        assertThat(identity.hostName()).isEqualTo("master-1");
        assertThat(identity.role()).isEqualTo("master");
        assertThat(store().find())
                .hasValueSatisfying(
                        kept -> assertThat(kept.certificate()).isEqualTo(identity.certificate()));
        assertThat(Files.getPosixFilePermissions(data.path().resolve("key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aCertificateIsRenewedForTheSameKey() throws Exception {
        serveWell();
        Identity before =
                enrolment().enrol(token(authority, "secret"), Optional.empty(), Role.AS_PROVEN);

        Identity after = enrolment().renew(before);

        assertThat(after.certificate()).isNotEqualTo(before.certificate());
        assertThat(after.certificate().getPublicKey())
                .isEqualTo(before.certificate().getPublicKey());
    }

    @Test
    void aTokenThatIsUsedUpIsNamed() throws Exception {
        serveWell();

        EnrolmentException failure =
                catchThrowableOfType(
                        EnrolmentException.class,
                        () ->
                                enrolment()
                                        .enrol(
                                                token(authority, "other"),
                                                Optional.empty(),
                                                Role.MASTER));

        assertThat(failure.code()).isEqualTo("NOT_KNOWN");
        assertThat(failure.mayRepeat()).isFalse();
        assertThat(store().find()).isEmpty();
    }

    @Test
    void anotherControllerGetsNoSecret() throws Exception {
        serveWell();

        assertThatExceptionOfType(EnrolmentException.class)
                .isThrownBy(
                        () ->
                                enrolment()
                                        .enrol(
                                                token(new Authority(), "secret"),
                                                Optional.empty(),
                                                Role.MASTER))
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo("CONTROLLER_UNTRUSTED");
                            assertThat(e.mayRepeat()).isFalse();
                        });
    }

    @Test
    void aHostCanNotPassAsController() throws Exception {
        KeyPair keys = Authority.newKeys();
        serve(keys, authority.host(keys.getPublic(), Duration.ofDays(1)), authority.certificate());

        assertThatExceptionOfType(EnrolmentException.class)
                .isThrownBy(
                        () ->
                                enrolment()
                                        .enrol(
                                                token(authority, "secret"),
                                                Optional.empty(),
                                                Role.MASTER))
                .satisfies(e -> assertThat(e.code()).isEqualTo("CONTROLLER_UNTRUSTED"));
    }

    @Test
    void whoOnlyShowsTheAuthorityIsNotTrusted() throws Exception {
        KeyPair keys = Authority.newKeys();
        serve(keys, new Authority().server(keys.getPublic()), authority.certificate());

        assertThatExceptionOfType(EnrolmentException.class)
                .isThrownBy(
                        () ->
                                enrolment()
                                        .enrol(
                                                token(authority, "secret"),
                                                Optional.empty(),
                                                Role.MASTER))
                .satisfies(e -> assertThat(e.code()).isEqualTo("CONTROLLER_UNTRUSTED"));
    }
}
