package lifeboat.controller;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.security.OperatorName;
import lifeboat.controller.security.OperatorRole;
import lifeboat.engine.Password;
import lifeboat.engine.Repository;
import lifeboat.engine.store.LocalObjectStore;
import lifeboat.proto.agent.v1.Role;
import lifeboat.proto.control.v1.ApplyPlanRequest;
import lifeboat.proto.control.v1.CreateTokenRequest;
import lifeboat.proto.control.v1.PlanServiceGrpc;
import lifeboat.proto.control.v1.TokenServiceGrpc;

/** A whole controller in this process, on loopback, over real TLS, with those who call it. */
final class RunningController implements AutoCloseable {

    private static final String PASSWORD = "the password of the repository";

    private final Path folder;
    private final Controller controller;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final ManagedChannel admin;

    private RunningController(Path folder, Controller controller) throws IOException {
        this.folder = folder;
        this.controller = controller;
        admin = as(data().resolve("admin"));
    }

    static RunningController start(Path folder) throws IOException {
        HostPort any = new HostPort("127.0.0.1", 0);
        Controller controller =
                Wiring.start(
                        ControllerConfig.read(
                                folder.resolve("data"),
                                new ControllerConfig.Flags(
                                        Optional.of(any), Optional.of(any), List.of())),
                        Wiring.platform());
        return new RunningController(folder, controller);
    }

    Path data() {
        return folder.resolve("data");
    }

    int port() {
        return controller.port();
    }

    ManagedChannel admin() {
        return admin;
    }

    /** Makes an operator's identity that was issued so long ago. */
    Path identity(String name, OperatorRole role, Duration ago) {
        Path out = folder.resolve("identities").resolve(name);
        Clock clock = Clock.offset(Clock.systemUTC(), ago.negated());
        Wiring.adminCertificate(data(), new OperatorName(name), role, out, clock);
        return out;
    }

    /** A channel of who has an identity, this controller's or another's. */
    ManagedChannel as(Path identity) throws IOException {
        return dial(
                trusting()
                        .keyManager(
                                identity.resolve("client.pem").toFile(),
                                identity.resolve("client.key").toFile()));
    }

    ManagedChannel anonymous() throws IOException {
        return dial(trusting());
    }

    ManagedChannel as(ScriptedAgent agent) throws IOException {
        ManagedChannel channel = agent.channel(port());
        channels.add(channel);
        return channel;
    }

    private SslContextBuilder trusting() {
        return GrpcSslContexts.forClient().trustManager(data().resolve("admin/ca.pem").toFile());
    }

    private ManagedChannel dial(SslContextBuilder tls) throws IOException {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", port()).sslContext(tls.build()).build();
        channels.add(channel);
        return channel;
    }

    ScriptedAgent enroll(String host, Role role) throws Exception {
        return ScriptedAgent.enroll(anonymous(), token(host, role), "instance-of-" + host);
    }

    String token(String host, Role role) {
        return token(CreateTokenRequest.newBuilder().setHostName(host).setRole(role));
    }

    String token(CreateTokenRequest.Builder terms) {
        return TokenServiceGrpc.newBlockingStub(admin).createToken(terms.build()).getToken();
    }

    /** Applies a plan over a repository of its own, which is made. */
    void applyPlan(String name, String host) throws Exception {
        Path repository = Files.createDirectories(folder.resolve("repository-" + name));
        Repository.init(
                        new LocalObjectStore(repository, Clock.systemUTC()),
                        Password.of(PASSWORD.toCharArray()),
                        Wiring.platform(),
                        "test",
                        "test")
                .close();
        String yaml =
                """
                name: %1$s
                service: {name: %1$s}
                host: %2$s
                paths: [/srv/%1$s]
                repository: {name: %1$s, url: %3$s}
                objectives: {recoveryPoint: 24h, recoveryTime: 1h}
                """
                        .formatted(name, host, repository);
        var _ =
                PlanServiceGrpc.newBlockingStub(admin)
                        .applyPlan(
                                ApplyPlanRequest.newBuilder()
                                        .setYaml(yaml)
                                        .setRepositoryPassword(ByteString.copyFromUtf8(PASSWORD))
                                        .build());
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        controller.close();
    }
}
