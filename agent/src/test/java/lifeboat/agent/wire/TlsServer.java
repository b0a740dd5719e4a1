package lifeboat.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
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
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import lifeboat.proto.agent.v1.EnrollRequest;
import lifeboat.proto.agent.v1.EnrollResponse;
import lifeboat.proto.agent.v1.EnrollmentServiceGrpc;
import lifeboat.proto.agent.v1.RenewRequest;
import lifeboat.proto.agent.v1.RenewResponse;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** A controller's port: gives certificates to whoever has the secret, or one already. */
final class TlsServer implements AutoCloseable {

    private static final io.grpc.Context.Key<Boolean> HAS_CERTIFICATE =
            io.grpc.Context.key("certificate");

    private final Server server;

    private TlsServer(Server server) {
        this.server = server;
    }

    /** Signs for whoever has the token's secret, and renews for whoever shows a certificate. */
    private static final class Enroller extends EnrollmentServiceGrpc.EnrollmentServiceImplBase {
        private final Authority authority;

        Enroller(Authority authority) {
            this.authority = authority;
        }

        @Override
        public void enroll(EnrollRequest request, StreamObserver<EnrollResponse> response) {
            if (request.getToken().getSecret().equals("long")) {
                response.onNext(
                        EnrollResponse.newBuilder().setHostName("x".repeat(5 << 20)).build());
                response.onCompleted();
                return;
            }
            if (!request.getToken().getSecret().equals("secret")) {
                response.onError(
                        Status.UNAUTHENTICATED.withDescription("used").asRuntimeException());
                return;
            }
            response.onNext(
                    EnrollResponse.newBuilder()
                            .setCertificate(sign(authority, request.getSigningRequest()))
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
                            .setCertificate(sign(authority, request.getSigningRequest()))
                            .addAuthorities(der(authority.certificate()))
                            .build());
            response.onCompleted();
        }
    }

    private static ByteString sign(Authority authority, ByteString request) {
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

    /** A controller as it should be. */
    static TlsServer start(Authority authority, BindableService... services) throws Exception {
        KeyPair keys = Authority.newKeys();
        return start(
                authority,
                keys,
                new X509Certificate[] {authority.server(keys.getPublic()), authority.certificate()},
                services);
    }

    static TlsServer start(
            Authority authority, KeyPair keys, X509Certificate[] chain, BindableService... services)
            throws Exception {
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
        NettyServerBuilder builder =
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
                        .permitKeepAliveTime(10, TimeUnit.SECONDS)
                        .addService(new Enroller(authority));
        for (BindableService service : services) {
            builder.addService(service);
        }
        return new TlsServer(builder.build().start());
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
