package lifeboat.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lifeboat.agent.identity.Identity;
import lifeboat.proto.agent.v1.AgentServiceGrpc;
import lifeboat.proto.agent.v1.Command;
import lifeboat.proto.agent.v1.ConnectRequest;
import lifeboat.proto.agent.v1.ConnectRequest.MessageCase;
import lifeboat.proto.agent.v1.ConnectResponse;
import lifeboat.proto.agent.v1.LeaseRenewal;
import lifeboat.proto.agent.v1.ResultStored;
import lifeboat.proto.agent.v1.StepResult;
import lifeboat.proto.agent.v1.Welcome;

/** A controller that says what a test tells it to; welcomes and renews leases by itself. */
final class FakeController extends AgentServiceGrpc.AgentServiceImplBase
        implements Dialer, AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<ConnectRequest> heard = new LinkedBlockingQueue<>();
    private final List<ConnectRequest> passedOver = new ArrayList<>();
    private final Server server;
    private final String name;
    private final long intervalMillis;
    private volatile StreamObserver<ConnectResponse> agent;
    private volatile Status refusal = Status.OK;
    private volatile boolean renewing = true;

    FakeController(String name, long intervalMillis) throws IOException {
        this.name = name;
        this.intervalMillis = intervalMillis;
        server = InProcessServerBuilder.forName(name).addService(this).build().start();
    }

    void refuse(Status status) {
        refusal = status;
    }

    /** The sequence number that its answers to heartbeats name stays 0. */
    void forgetStates() {
        renewing = false;
    }

    @Override
    public StreamObserver<ConnectRequest> connect(StreamObserver<ConnectResponse> responses) {
        if (!refusal.isOk()) {
            responses.onError(refusal.asRuntimeException());
        }
        agent = responses;
        return new StreamObserver<>() {
            @Override
            public void onNext(ConnectRequest message) {
                if (message.hasHello() && refusal.isOk()) {
                    send(
                            ConnectResponse.newBuilder()
                                    .setWelcome(
                                            Welcome.newBuilder()
                                                    .setProtocol(1)
                                                    .setControllerVersion("fake")
                                                    .setHeartbeatInterval(
                                                            Duration.newBuilder()
                                                                    .setNanos(
                                                                            (int) intervalMillis
                                                                                    * 1_000_000))));
                }
                if (message.hasHeartbeat()) {
                    long sequence = message.getHeartbeat().getStateSequence();
                    send(
                            ConnectResponse.newBuilder()
                                    .setLeases(
                                            LeaseRenewal.newBuilder()
                                                    .setStateSequence(renewing ? sequence : 0)));
                }
                heard.add(message);
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {}
        };
    }

    void send(ConnectResponse.Builder message) {
        synchronized (this) {
            agent.onNext(message.build());
        }
    }

    void command(Command command) {
        send(ConnectResponse.newBuilder().setCommand(command));
    }

    void stored(StepResult result) {
        send(
                ConnectResponse.newBuilder()
                        .setResultStored(
                                ResultStored.newBuilder()
                                        .setStep(result.getStep())
                                        .setAttempt(result.getAttempt())));
    }

    void hangUp() {
        agent.onError(Status.UNAVAILABLE.withDescription("restarting").asRuntimeException());
    }

    /** The next message of a kind; others before it are passed over. */
    ConnectRequest next(MessageCase kind) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            ConnectRequest message = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(message).as("a message with %s; came: %s", kind, passedOver).isNotNull();
            if (message.getMessageCase() == kind) {
                return message;
            }
            passedOver.add(message);
        }
    }

    /** All that has been said and not been asked for. */
    List<ConnectRequest> rest() {
        List<ConnectRequest> rest = new ArrayList<>();
        heard.drainTo(rest);
        return rest;
    }

    @Override
    public ManagedChannel anonymous(String caSha256) {
        return channel();
    }

    @Override
    public ManagedChannel as(Identity identity) {
        return channel();
    }

    private ManagedChannel channel() {
        return InProcessChannelBuilder.forName(name).build();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
