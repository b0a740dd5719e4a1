package lifeboat.agent.status;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lifeboat.agent.capability.HeldStep;
import lifeboat.agent.capability.StepRunner;
import lifeboat.agent.identity.DataFolder;
import lifeboat.agent.identity.Identity;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.wire.LinkWatch;
import lifeboat.engine.Platform;

/** Notes how the link is, and writes the status when it has changed. */
public final class StatusBoard implements LinkWatch {

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private record LinkState(String code, String message, String next) {}

    private final DataFolder folder;
    private final StepRunner steps;
    private final Supplier<Identity> identity;
    private final String version;
    private final String controller;
    private final Platform platform;
    private final Consumer<String> log;
    private final Instant started;
    private volatile LinkState link =
            new LinkState("CONNECTING", "no connection has been made yet", "");
    private volatile Instant lastContact = Instant.EPOCH;

    public StatusBoard(
            DataFolder folder,
            StepRunner steps,
            Supplier<Identity> identity,
            String version,
            String controller,
            Platform platform,
            Consumer<String> log) {
        this.folder = folder;
        this.steps = steps;
        this.identity = identity;
        this.version = version;
        this.controller = controller;
        this.platform = platform;
        this.log = log;
        started = platform.clock().instant();
    }

    @Override
    public void connected(String controllerVersion) {
        link = new LinkState("", "", "");
        log.accept("connected to %s, version %s".formatted(controller, controllerVersion));
    }

    @Override
    public void heard() {
        lastContact = platform.clock().instant();
    }

    @Override
    public void lost(String code, String message, String next) {
        LinkState now = new LinkState(code, message, next);
        if (!now.equals(link)) { // the hundredth failed attempt is no news
            log.accept("no connection: " + message + "; next: " + next);
        }
        link = now;
    }

    /** Writes until this thread is interrupted. */
    public void run() throws InterruptedException {
        String written = "";
        while (true) {
            String now = status().json();
            if (!now.equals(written)) {
                try {
                    folder.show(AgentStatus.FILE, now);
                    written = now;
                } catch (UncheckedIOException e) { // a full disk stops nothing else
                    written = "";
                }
            }
            platform.sleeper().sleep(BETWEEN);
        }
    }

    AgentStatus status() {
        Identity who = identity.get();
        return new AgentStatus(
                ProcessHandle.current().pid(),
                version,
                who.hostName(),
                who.role(),
                controller,
                who.end(),
                started,
                lastContact,
                link.code(),
                link.message(),
                link.next(),
                steps.held().stream().map(StatusBoard::shown).toList());
    }

    private static AgentStatus.Step shown(HeldStep held) {
        String outcome =
                held.outcome()
                        .map(
                                it ->
                                        switch (it) {
                                            case Outcome.Done _ -> "done";
                                            case Outcome.Failed failed -> failed.code();
                                            case Outcome.Cancelled _ -> "cancelled";
                                        })
                        .orElse("");
        String message =
                held.outcome()
                        .map(it -> it instanceof Outcome.Failed failed ? failed.message() : "")
                        .orElse("");
        return new AgentStatus.Step(
                held.step().operationId(),
                held.step().step(),
                held.attempt(),
                outcome,
                message,
                held.progress());
    }
}
