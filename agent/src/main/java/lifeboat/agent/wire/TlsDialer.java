package lifeboat.agent.wire;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import lifeboat.agent.config.Address;
import lifeboat.agent.identity.ControllerTrust;
import lifeboat.agent.identity.Identity;

/** TLS 1.3 over TCP. */
final class TlsDialer implements Dialer {

    private static final int MOST_BYTES = 4 << 20;
    private static final long KEEPALIVE_SECONDS = 30;
    private static final long KEEPALIVE_TIMEOUT_SECONDS = 20;

    /** More than the messages of an idle agent ever fill; the default takes 1 MiB a connection. */
    private static final int WINDOW_BYTES = 64 << 10;

    private final Address controller;

    TlsDialer(Address controller) {
        this.controller = controller;
    }

    @Override
    public ManagedChannel anonymous(String caSha256) {
        return open(SslContextBuilder.forClient().trustManager(ControllerTrust.pinned(caSha256)));
    }

    @Override
    public ManagedChannel as(Identity identity) {
        return open(
                SslContextBuilder.forClient()
                        .trustManager(ControllerTrust.of(identity.authorities()))
                        .keyManager(identity.key(), identity.certificate()));
    }

    private ManagedChannel open(SslContextBuilder tls) {
        try {
            // named, as to look for a provider of TLS takes longer than to use it
            SslContext context =
                    GrpcSslContexts.configure(tls.protocols("TLSv1.3"), SslProvider.JDK).build();
            return NettyChannelBuilder.forAddress(controller.host(), controller.port())
                    .sslContext(context)
                    .maxInboundMessageSize(MOST_BYTES)
                    .flowControlWindow(WINDOW_BYTES)
                    .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                    .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .disableRetry()
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e); // no setting of ours is unknown to TLS
        }
    }
}
