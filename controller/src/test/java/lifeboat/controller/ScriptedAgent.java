package lifeboat.controller;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.security.auth.x500.X500Principal;
import lifeboat.proto.agent.v1.AgentServiceGrpc;
import lifeboat.proto.agent.v1.Command;
import lifeboat.proto.agent.v1.ConnectRequest;
import lifeboat.proto.agent.v1.ConnectResponse;
import lifeboat.proto.agent.v1.EnrollRequest;
import lifeboat.proto.agent.v1.EnrollResponse;
import lifeboat.proto.agent.v1.EnrollmentServiceGrpc;
import lifeboat.proto.agent.v1.Hello;
import lifeboat.proto.agent.v1.HostState;
import lifeboat.proto.agent.v1.JoinToken;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** An agent that does what a test tells it. */
final class ScriptedAgent implements AutoCloseable {

    private final String instance;
    private final KeyPair key;
    private final X509Certificate certificate;
    private final X509Certificate authority;
    private BlockingQueue<Object> heard = new LinkedBlockingQueue<>(); // of the last connection
    private ManagedChannel channel;
    private StreamObserver<ConnectRequest> stream;

    private ScriptedAgent(
            String instance, KeyPair key, X509Certificate certificate, X509Certificate authority) {
        this.instance = instance;
        this.key = key;
        this.certificate = certificate;
        this.authority = authority;
    }

    /** Trades a token for an identity over {@code anonymous}, a channel without a certificate. */
    static ScriptedAgent enroll(ManagedChannel anonymous, String token, String instance)
            throws Exception {
        return enroll(anonymous, token, EnrollRequest.newBuilder().setInstanceId(instance));
    }

    /** Asks for what {@code wish} says, beside the token and the key. */
    static ScriptedAgent enroll(ManagedChannel anonymous, String token, EnrollRequest.Builder wish)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair key = generator.generateKeyPair();
        byte[] request =
                new JcaPKCS10CertificationRequestBuilder(
                                new X500Principal("CN=whoever"), key.getPublic())
                        .build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(key.getPrivate()))
                        .getEncoded();
        List<String> parts = List.of(token.split("\\.", -1));
        EnrollResponse response =
                EnrollmentServiceGrpc.newBlockingStub(anonymous)
                        .enroll(
                                wish.setToken(
                                                JoinToken.newBuilder()
                                                        .setId(parts.get(1))
                                                        .setSecret(parts.get(2)))
                                        .setSigningRequest(ByteString.copyFrom(request))
                                        .build());
        return new ScriptedAgent(
                wish.getInstanceId(),
                key,
                certificate(response.getCertificate()),
                certificate(response.getAuthorities(0)));
    }

    private static X509Certificate certificate(ByteString der) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
    }

    /** Another machine with all that is this one's. */
    ScriptedAgent copy() {
        return new ScriptedAgent(instance, key, certificate, authority);
    }

    ManagedChannel channel(int port) throws SSLException {
        return NettyChannelBuilder.forAddress("localhost", port)
                .sslContext(
                        GrpcSslContexts.forClient()
                                .trustManager(authority)
                                .keyManager(key.getPrivate(), List.of(certificate))
                                .build())
                .build();
    }

    /** Dials and says Hello. */
    void connect(int port, String boot) throws SSLException {
        connect(port, Hello.newBuilder().setBootId(boot));
    }

    /** Dials and says Hello, with what there is to say. */
    void connect(int port, Hello.Builder hello) throws SSLException {
        hangUp();
        BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
        heard = messages;
        channel = channel(port);
        stream =
                AgentServiceGrpc.newStub(channel)
                        .connect(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(ConnectResponse message) {
                                        messages.add(message);
                                    }

                                    @Override
                                    public void onError(Throwable t) {
                                        messages.add(t);
                                    }

                                    @Override
                                    public void onCompleted() {
                                        messages.add("completed");
                                    }
                                });
        say(
                ConnectRequest.newBuilder()
                        .setHello(
                                hello.setInstanceId(instance)
                                        .setAgentVersion("test")
                                        .setMinProtocol(1)
                                        .setMaxProtocol(1)
                                        .setState(
                                                HostState.newBuilder().setMachineName("machine"))));
    }

    void say(ConnectRequest.Builder message) {
        stream.onNext(message.build());
    }

    /** The next message. */
    ConnectResponse hears() throws InterruptedException {
        if (next() instanceof ConnectResponse message) {
            return message;
        }
        throw new AssertionError("the stream has ended");
    }

    /** What ended the stream, once all before it was read. */
    Throwable end() throws InterruptedException {
        while (true) {
            if (next() instanceof Throwable end) {
                return end;
            }
        }
    }

    Command command() throws InterruptedException {
        while (true) {
            ConnectResponse message = hears();
            if (message.hasCommand()) {
                return message.getCommand();
            }
        }
    }

    private Object next() throws InterruptedException {
        Object next = heard.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("heard nothing for 30 s");
        }
        return next;
    }

    void hangUp() {
        if (channel != null) {
            channel.shutdownNow();
        }
    }

    @Override
    public void close() {
        hangUp();
    }
}
