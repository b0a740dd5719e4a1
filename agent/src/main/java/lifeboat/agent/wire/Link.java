package lifeboat.agent.wire;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lifeboat.agent.capability.StepRunner;
import lifeboat.agent.config.Address;
import lifeboat.agent.identity.Identity;
import lifeboat.engine.Platform;
import lifeboat.proto.agent.v1.AgentServiceGrpc;

/** Keeps a stream to the controller open, for as long as the agent lives. */
public final class Link {

    private final Dialer dialer;
    private final StepRunner steps;
    private final Local local;
    private final Platform platform;
    private final LinkWatch watch;
    private final ReconnectWindows windows;
    private volatile Optional<Session> session = Optional.empty();

    Link(
            Dialer dialer,
            StepRunner steps,
            Local local,
            Platform platform,
            RandomGenerator random,
            LinkWatch watch) {
        this.dialer = dialer;
        this.steps = steps;
        this.local = local;
        this.platform = platform;
        this.watch = watch;
        windows = new ReconnectWindows(random);
        steps.listen(this::wake);
    }

    /** A link that has not begun to dial. */
    public static Link to(
            Address controller,
            StepRunner steps,
            Local local,
            Platform platform,
            RandomGenerator random,
            LinkWatch watch) {
        return new Link(new TlsDialer(controller), steps, local, platform, random, watch);
    }

    private void wake() {
        session.ifPresent(Session::wake);
    }

    /**
     * Dials, and dials again, until this thread is interrupted.
     *
     * @param identity whom to dial as; asked before each attempt
     */
    public void run(Supplier<Identity> identity) throws InterruptedException {
        while (true) {
            Session next = new Session(steps, local, platform, watch);
            Status status = connect(next, identity.get());
            if (next.wasWelcomed()) {
                windows.reset();
            }
            Refusal refusal = Refusal.of(status);
            watch.lost(refusal.code(), refusal.message(), refusal.next());
            if (refusal.lasting()) {
                windows.slowDown();
            }
            Duration pause = windows.next();
            platform.sleeper().sleep(pause);
        }
    }

    private Status connect(Session next, Identity identity) throws InterruptedException {
        ManagedChannel channel = dialer.as(identity);
        session = Optional.of(next);
        try {
            return next.run(AgentServiceGrpc.newStub(channel));
        } catch (RuntimeException e) { // the next connection may have better luck
            return Status.INTERNAL.withDescription("a bug of the agent: " + e).withCause(e);
        } finally {
            session = Optional.empty();
            channel.shutdownNow();
        }
    }
}
