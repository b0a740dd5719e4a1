package lifeboat.controller.wire;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.ServerTransportFilter;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The one port: gRPC over TLS 1.3, with health and reflection. */
final class WireServer implements AutoCloseable {

    /** Of one message; a longer one ends its call with RESOURCE_EXHAUSTED. */
    static final int MAX_MESSAGE_BYTES = 4 << 20;

    private static final int MAX_METADATA_BYTES = 16 << 10;
    private static final int CALLS_PER_CONNECTION = 64;
    private static final Duration KEEPALIVE = Duration.ofSeconds(60);
    private static final Duration KEEPALIVE_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PERMITTED_KEEPALIVE = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE = Duration.ofSeconds(20);

    /** Without a call; the stream of an agent is one. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Server server;
    private final HealthStatusManager health;

    private WireServer(Server server, HealthStatusManager health) {
        this.server = server;
        this.health = health;
    }

    /**
     * Binds the port and answers from then on.
     *
     * @param admission says who calls, and what they may
     * @param meters sees all calls, before {@code admission}
     */
    static WireServer start(
            InetSocketAddress address,
            ServerKey key,
            Executor executor,
            List<BindableService> services,
            ServerInterceptor admission,
            ServerTransportFilter connections,
            ServerStreamTracer.Factory streams,
            ServerInterceptor meters)
            throws IOException {
        HealthStatusManager health = new HealthStatusManager();
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(address)
                        .sslContext(tls(key))
                        .executor(executor)
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        .maxInboundMetadataSize(MAX_METADATA_BYTES)
                        .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                        .handshakeTimeout(HANDSHAKE.toSeconds(), TimeUnit.SECONDS)
                        .keepAliveTime(KEEPALIVE.toSeconds(), TimeUnit.SECONDS)
                        .keepAliveTimeout(KEEPALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        .permitKeepAliveTime(PERMITTED_KEEPALIVE.toSeconds(), TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .maxConnectionIdle(IDLE.toSeconds(), TimeUnit.SECONDS)
                        .addTransportFilter(connections)
                        .addStreamTracerFactory(streams)
                        .intercept(admission)
                        .intercept(meters)
                        .addService(health.getHealthService())
                        .addService(ProtoReflectionServiceV1.newInstance());
        services.forEach(builder::addService);
        Server server = builder.build().start();
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
        return new WireServer(server, health);
    }

    private static SslContext tls(ServerKey key) throws SSLException {
        SslContextBuilder builder =
                SslContextBuilder.forServer(key)
                        .protocols("TLSv1.3")
                        .clientAuth(ClientAuth.OPTIONAL)
                        .trustManager(new PresentedCertificates());
        return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    }

    int port() {
        return server.getPort();
    }

    /** Takes no new calls from now on; those at work go on. */
    void drain() {
        if (!server.isShutdown()) {
            health.enterTerminalState();
            server.shutdown();
        }
    }

    /** Waits for what {@link #drain} left, at most ten seconds, and ends it then. */
    @Override
    public void close() {
        drain();
        try {
            if (!server.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException _) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
