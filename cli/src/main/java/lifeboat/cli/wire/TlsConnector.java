package lifeboat.cli.wire;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The real way: TLS 1.3, both sides with certificates. */
public final class TlsConnector implements Connector {

    private static final int MAX_MESSAGE_BYTES = 4 << 20;

    /** So a watch notices within half a minute that its link is dead; controllers permit it. */
    private static final Duration KEEPALIVE = Duration.ofSeconds(20);

    private static final Duration KEEPALIVE_TIMEOUT = Duration.ofSeconds(10);

    @Override
    public Controller connect(Target target) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(target.address().host(), target.address().port())
                        .sslContext(tls(target.identity()))
                        .directExecutor() // no call does work of its own
                        .disableRetry()
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        .keepAliveTime(KEEPALIVE.toSeconds(), TimeUnit.SECONDS)
                        .keepAliveTimeout(KEEPALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        .build();
        return new Controller(channel, target.address().toString());
    }

    private static SslContext tls(Identity identity) {
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forClient()
                            .keyManager(identity.certificate().toFile(), identity.key().toFile())
                            .trustManager(identity.authorities().toFile())
                            .protocols("TLSv1.3");
            return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IdentityException(
                    "the files in %s are no certificate and key: %s"
                            .formatted(identity.folder(), e.getMessage()),
                    e);
        }
    }
}
