package lifeboat.cli.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lifeboat.proto.control.v1.GetStatusRequest;
import lifeboat.proto.control.v1.GetStatusResponse;
import lifeboat.proto.control.v1.SystemServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsConnectorIT {

    private static final Path CERTIFICATES = Path.of("src/test/resources/tls");

    private Server server;

    @BeforeEach
    void start() throws IOException {
        Path own = CERTIFICATES.resolve("controller");
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .sslContext(
                                GrpcSslContexts.configure(
                                                SslContextBuilder.forServer(
                                                        own.resolve("server.pem").toFile(),
                                                        own.resolve("server.key").toFile()),
                                                SslProvider.JDK)
                                        .trustManager(own.resolve("ca.pem").toFile())
                                        .clientAuth(ClientAuth.REQUIRE)
                                        .build())
                        .addService(new Versions())
                        .build()
                        .start();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    private Controller connect(String identity) {
        return connect(CERTIFICATES.resolve(identity));
    }

    private Controller connect(Path identity) {
        return new TlsConnector()
                .connect(
                        new Target(
                                new Address("localhost", server.getPort()),
                                Identity.read(identity)));
    }

    @Test
    void bothSidesProveWhoTheyAre() throws InterruptedException {
        try (Controller controller = connect("operator")) {
            assertThat(controller.status().getControllerVersion()).isEqualTo("0.1.0");
        }
    }

    @Test
    void aStrangersAuthorityIsToldFromAControllerThatIsDown() {
        try (Controller controller = connect("stranger")) {
            assertThatExceptionOfType(CallFailure.class)
                    .isThrownBy(controller::status)
                    .satisfies(
                            failure ->
                                    assertThat(failure.kind())
                                            .isEqualTo(CallFailure.Kind.UNAUTHENTICATED));
        }
    }

    @Test
    void aCertificateThatTheControllerDistrustsIsToldSo(@TempDir Path mixed) throws IOException {
        for (String file : List.of("client.pem", "client.key")) {
            Files.copy(CERTIFICATES.resolve("stranger").resolve(file), mixed.resolve(file));
        }
        Files.copy(CERTIFICATES.resolve("operator/ca.pem"), mixed.resolve("ca.pem"));

        try (Controller controller = connect(mixed)) {
            assertThatExceptionOfType(CallFailure.class)
                    .isThrownBy(controller::status)
                    .satisfies(
                            failure ->
                                    assertThat(failure.kind())
                                            .isEqualTo(CallFailure.Kind.UNAUTHENTICATED));
        }
    }

    @Test
    void aClosedPortIsUnreachable() {
        try (Controller controller = connect("operator")) {
            server.shutdownNow();
            assertThatExceptionOfType(CallFailure.class)
                    .isThrownBy(controller::status)
                    .withMessageContaining("can't be reached")
                    .satisfies(
                            failure ->
                                    assertThat(failure.kind())
                                            .isEqualTo(CallFailure.Kind.UNREACHABLE));
        }
    }

    private static final class Versions extends SystemServiceGrpc.SystemServiceImplBase {
        @Override
        public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> to) {
            to.onNext(GetStatusResponse.newBuilder().setControllerVersion("0.1.0").build());
            to.onCompleted();
        }
    }
}
