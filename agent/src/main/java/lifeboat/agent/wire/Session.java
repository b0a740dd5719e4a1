package lifeboat.agent.wire;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import lifeboat.agent.capability.Answer;
import lifeboat.agent.capability.Capabilities;
import lifeboat.agent.capability.HeldStep;
import lifeboat.agent.capability.StepRunner;
import lifeboat.agent.host.HostState;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepId;
import lifeboat.engine.Platform;
import lifeboat.proto.agent.v1.AgentServiceGrpc.AgentServiceStub;
import lifeboat.proto.agent.v1.CancelStep;
import lifeboat.proto.agent.v1.Command;
import lifeboat.proto.agent.v1.ConnectRequest;
import lifeboat.proto.agent.v1.ConnectResponse;
import lifeboat.proto.agent.v1.Heartbeat;
import lifeboat.proto.agent.v1.Hello;
import lifeboat.proto.agent.v1.StateReport;
import lifeboat.proto.agent.v1.StepAccepted;
import lifeboat.proto.agent.v1.Welcome;

/**
 * One stream, from its Hello to its end. All is sent and handled on the thread that runs it; what
 * the network's threads bring only wakes that one.
 */
final class Session {

    private static final int PROTOCOL = 1;
    private static final Duration WELCOME_LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /** Heartbeats without an answer, after which the controller counts as gone. */
    private static final int MISSED_HEARTBEATS = 3;

    /** Load and space are told with every so many heartbeats, changes at once. */
    private static final int HEARTBEATS_PER_STATE = 6;

    /** What wakes the session's thread. */
    private sealed interface Event {
        record Received(ConnectResponse message) implements Event {}

        record Ended(Status status) implements Event {}

        record Woken() implements Event {}
    }

    private final StepRunner steps;
    private final Local local;
    private final Platform platform;
    private final LinkWatch watch;

    /** At most one message is asked for at a time, so this is never full of them. */
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(16);

    private final Outbox outbox = new Outbox();
    private ClientCallStreamObserver<ConnectRequest> call;
    private boolean welcomed;
    private boolean unread;
    private Duration interval = WELCOME_LIMIT;
    private long heardAt;
    private long beatAt;
    private long stateSequence;
    private long sequenceAtHeartbeat;
    private int heartbeats;
    private HostState toldState;

    Session(StepRunner steps, Local local, Platform platform, LinkWatch watch) {
        this.steps = steps;
        this.local = local;
        this.platform = platform;
        this.watch = watch;
        toldState = local.state().get();
    }

    /** Makes the session look at what has changed; from any thread. */
    void wake() {
        boolean _ = events.offer(new Event.Woken()); // a full queue wakes it as well
    }

    boolean wasWelcomed() {
        return welcomed;
    }

    /** Runs to the end of the stream, or until this thread is interrupted. */
    Status run(AgentServiceStub stub) throws InterruptedException {
        var _ = stub.connect(new Inbound());
        heardAt = platform.nanoTicker().getAsLong();
        beatAt = heardAt;
        hello();
        try {
            while (true) {
                Event event = events.poll(millisToHeartbeat(), TimeUnit.MILLISECONDS);
                switch (event) {
                    case Event.Received(ConnectResponse message) -> {
                        heardAt = platform.nanoTicker().getAsLong();
                        watch.heard();
                        if (!welcomed && !message.hasWelcome()) {
                            return end(Status.INTERNAL.withDescription("no Welcome came first"));
                        }
                        handle(message);
                        unread = true;
                    }
                    case Event.Ended(Status status) -> {
                        return status;
                    }
                    case Event.Woken _ -> {}
                    case null -> {}
                }
                if (isSilent()) {
                    return end(
                            Status.UNAVAILABLE.withDescription(
                                    "the controller has said nothing for %d s"
                                            .formatted(since(heardAt).toSeconds())));
                }
                if (welcomed) {
                    beatIfDue();
                    if (send() && unread) {
                        unread = false;
                        call.request(1);
                    }
                }
            }
        } catch (InterruptedException e) {
            call.cancel("the agent stops", null);
            throw e;
        }
    }

    private Status end(Status status) {
        call.cancel(status.getDescription(), null);
        return status;
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(platform.nanoTicker().getAsLong() - nanos);
    }

    private boolean isSilent() {
        Duration limit = welcomed ? interval.multipliedBy(MISSED_HEARTBEATS) : WELCOME_LIMIT;
        return since(heardAt).compareTo(limit) > 0;
    }

    private long millisToHeartbeat() {
        return Math.max(1, interval.minus(since(beatAt)).toMillis());
    }

    private void hello() {
        List<HeldStep> held = steps.held();
        outbox.told(held);
        Hello.Builder hello =
                Hello.newBuilder()
                        .setInstanceId(local.instanceId())
                        .setBootId(local.bootId())
                        .setAgentVersion(local.version())
                        .setMinProtocol(PROTOCOL)
                        .setMaxProtocol(PROTOCOL)
                        .addAllCapabilities(Capabilities.NAMES)
                        .setState(Messages.toProto(toldState, local.allowance()))
                        .setHighestFence(Messages.toProto(steps.highestFence()))
                        .setSent(Messages.toProto(platform.clock().instant()));
        held.forEach(step -> hello.addSteps(Messages.toProto(step)));
        call.onNext(ConnectRequest.newBuilder().setHello(hello).build());
    }

    private void handle(ConnectResponse message) {
        switch (message.getMessageCase()) {
            case WELCOME -> welcome(message.getWelcome());
            case COMMAND -> answer(message.getCommand());
            case CANCEL -> cancel(message.getCancel());
            case RESULT_STORED ->
                    steps.acknowledge(
                            Messages.step(message.getResultStored().getStep()),
                            message.getResultStored().getAttempt());
            case LEASES -> {
                if (message.getLeases().getStateSequence() < sequenceAtHeartbeat) {
                    reportState(local.state().get());
                }
            }
            case STATE_REQUEST -> reportState(local.state().get());
            case MESSAGE_NOT_SET -> {} // of a newer controller
        }
    }

    private void welcome(Welcome welcome) {
        welcomed = true;
        Duration asked =
                Duration.ofSeconds(
                        welcome.getHeartbeatInterval().getSeconds(),
                        welcome.getHeartbeatInterval().getNanos());
        interval = asked.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : asked;
        watch.connected(welcome.getControllerVersion());
    }

    private void answer(Command message) {
        StepId step = Messages.step(message.getStep());
        switch (offer(message)) {
            case Answer.Accepted _ ->
                    outbox.answer(
                            ConnectRequest.newBuilder()
                                    .setAccepted(
                                            StepAccepted.newBuilder()
                                                    .setStep(message.getStep())
                                                    .setAttempt(message.getAttempt()))
                                    .build());
            case Answer.Ended(Outcome outcome) -> result(step, message.getAttempt(), outcome);
            case Answer.Refused(Outcome.Failed failure) ->
                    result(step, message.getAttempt(), failure);
        }
    }

    private void cancel(CancelStep message) {
        StepId step = Messages.step(message.getStep());
        steps.cancel(step, message.getAttempt())
                .ifPresent(outcome -> result(step, message.getAttempt(), outcome));
    }

    private Answer offer(Command message) {
        try {
            return Messages.command(message)
                    .map(steps::offer)
                    .orElseGet(
                            () ->
                                    refused(
                                            "TASK_UNKNOWN",
                                            "this agent does not know the task",
                                            "update the agent"));
        } catch (RuntimeException e) { // one command's surprise must not cost the connection
            return refused("BUG", "a bug: " + e, "please report it");
        }
    }

    private static Answer refused(String code, String message, String next) {
        return new Answer.Refused(new Outcome.Failed(code, message, next, false));
    }

    private void result(StepId step, int attempt, Outcome outcome) {
        outbox.answer(
                ConnectRequest.newBuilder()
                        .setResult(Messages.result(step, attempt, outcome))
                        .build());
    }

    private void beatIfDue() {
        HostState now = local.state().get();
        boolean due = since(beatAt).compareTo(interval) >= 0;
        if (!now.isLike(toldState)
                || (due && heartbeats % HEARTBEATS_PER_STATE == HEARTBEATS_PER_STATE - 1)) {
            reportState(now);
        }
        if (due) {
            beatAt = platform.nanoTicker().getAsLong();
            heartbeats++;
            sequenceAtHeartbeat = stateSequence;
            outbox.repeatResults();
            outbox.heartbeat(
                    ConnectRequest.newBuilder()
                            .setHeartbeat(
                                    Heartbeat.newBuilder()
                                            .setStateSequence(stateSequence)
                                            .setSent(Messages.toProto(platform.clock().instant())))
                            .build());
        }
    }

    private void reportState(HostState state) {
        toldState = state;
        stateSequence++;
        outbox.state(
                ConnectRequest.newBuilder()
                        .setState(
                                StateReport.newBuilder()
                                        .setSequence(stateSequence)
                                        .setState(Messages.toProto(state, local.allowance())))
                        .build());
    }

    /** Sends what the connection takes; returns whether that was all. */
    private boolean send() {
        List<HeldStep> held = steps.held();
        while (call.isReady()) {
            Optional<ConnectRequest> next = outbox.next(held);
            if (next.isEmpty()) {
                return true;
            }
            call.onNext(next.get());
        }
        return false;
    }

    /** Runs on the network's threads: passes on, and returns. */
    private final class Inbound implements ClientResponseObserver<ConnectRequest, ConnectResponse> {

        @Override
        public void beforeStart(ClientCallStreamObserver<ConnectRequest> stream) {
            call = stream;
            stream.disableAutoRequestWithInitial(1);
            stream.setOnReadyHandler(Session.this::wake);
        }

        @Override
        public void onNext(ConnectResponse message) {
            put(new Event.Received(message));
        }

        @Override
        public void onError(Throwable failure) {
            put(new Event.Ended(Status.fromThrowable(failure)));
        }

        @Override
        public void onCompleted() {
            put(new Event.Ended(Status.UNAVAILABLE.withDescription("the controller hung up")));
        }

        /** What wakes gives way to what says something. */
        private void put(Event event) {
            while (!events.offer(event)) {
                boolean _ = events.remove(new Event.Woken());
            }
        }
    }
}
