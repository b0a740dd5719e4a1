package lifeboat.controller.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.operation.OperationCommand.Acknowledge;
import lifeboat.controller.operation.OperationCommand.AskToStop;
import lifeboat.controller.operation.OperationCommand.Deliver;
import lifeboat.controller.operation.OperationState.Queued;
import lifeboat.controller.plan.PlanName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs operations: journals what happens to them with what follows from it, and then sends it.
 *
 * <p>Thread-safe. One writer over a journal: all changes pass one lock, commands and listeners get
 * theirs after it, in the same order. What a method has returned from is on the disk. After one
 * that throws, the operation is as its journal says, and agents repeat what they had to say.
 */
public final class OperationRunner {

    /** How much progress a crash of the controller may forget, and so how often it is written. */
    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(OperationRunner.class);

    private final OperationJournal journal;
    private final Outbox outbox;
    private final Clock clock;
    private final RandomGenerator random;
    private final AfterCommit afterCommit = new AfterCommit();

    private final Object lock = new Object(); // guards all below
    private final Fences fences;
    private final Map<OperationId, Operation> open = new LinkedHashMap<>(); // the oldest first
    private final Links links;
    private final Watchers watchers = new Watchers();
    private boolean doubtful; // a write has not come back

    /** Takes up what {@code journal} holds; no host is connected yet. */
    public OperationRunner(
            OperationJournal journal, Outbox outbox, Clock clock, RandomGenerator random) {
        this.journal = journal;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
        Instant started = now();
        links = new Links(started);
        fences = new Fences(journal);
        synchronized (lock) {
            journal.unfinished().forEach(o -> open.put(o.id(), o));
            openOperations().forEach(o -> apply(o, new OperationEvent.LinkLost(started)));
            takeTurns();
        }
    }

    /**
     * Starts an operation; what stands in its way makes it wait. A backup of a plan that has one
     * already is not a second: the one there is comes back.
     */
    public Operation start(Work work, String who, String reason) {
        Operation result;
        synchronized (lock) {
            settleDoubt();
            Optional<Operation> same = sameBackup(work);
            if (same.isPresent()) {
                return same.get();
            }
            Operation operation =
                    Operation.requested(
                            OperationId.random(work.kind(), random),
                            work,
                            new Request(who, reason, now()));
            doubtful = true;
            journal.create(operation, new OperationEvent.Requested(who, reason));
            doubtful = false;
            remember(operation);
            takeTurns();
            result = open.get(operation.id());
        }
        afterCommit.run();
        return result;
    }

    private Optional<Operation> sameBackup(Work work) {
        return work.kind() == OperationKind.BACKUP
                ? open.values().stream()
                        .filter(o -> o.kind() == OperationKind.BACKUP)
                        .filter(o -> o.work().plan().equals(work.plan()))
                        .findFirst()
                : Optional.empty();
    }

    /** Asks an operation to stop; one that has ended stays as it is. */
    public Operation cancel(OperationId id, String who, String reason) {
        synchronized (lock) {
            settleDoubt();
            Operation operation = open.get(id);
            if (operation != null) {
                apply(operation, new OperationEvent.CancelAsked(who, reason));
                takeTurns();
            }
        }
        afterCommit.run();
        return require(id);
    }

    /** Takes what an agent says over one of its connections. */
    public void handle(Session session, AgentEvent event) {
        synchronized (lock) {
            settleDoubt();
            switch (event) {
                case AgentEvent.Hello e -> greeted(session, e);
                case AgentEvent.LinkLost _ -> {
                    if (links.isLatest(session)) {
                        disconnected(session.host());
                    }
                }
                case AgentEvent.Accepted e ->
                        current(session, e.step(), e.attempt())
                                .ifPresent(o -> apply(o, new OperationEvent.Accepted()));
                case AgentEvent.Progressed e ->
                        current(session, e.step(), e.attempt())
                                .ifPresent(o -> progressed(o, e.progress()));
                case AgentEvent.Ended e -> {
                    if (links.isLatest(session)) {
                        ended(session, e.step(), e.attempt(), e.outcome());
                    }
                }
            }
            takeTurns();
        }
        afterCommit.run();
    }

    /** Ends all operations of a host that another has taken the name of; its connection is void. */
    public void hostReplaced(HostName host, String reason) {
        synchronized (lock) {
            settleDoubt();
            links.lost(host, now());
            ofHost(host).forEach(o -> apply(o, new OperationEvent.HostReplaced(reason)));
            takeTurns();
        }
        afterCommit.run();
    }

    /** Turns deadlines that have passed into events; to be called every second or so. */
    public void sweep() {
        synchronized (lock) {
            settleDoubt();
            Instant now = now();
            for (OperationId id : journal.due(now)) {
                Operation operation = open.get(id);
                // The deadline in memory counts: it may have been renewed since the checkpoint.
                if (operation != null && operation.revision().deadline().hasPassed(now)) {
                    Link link = links.link(operation.work().host());
                    apply(operation, new OperationEvent.DeadlinePassed(link));
                }
            }
            takeTurns();
        }
        afterCommit.run();
    }

    /**
     * Finds an operation by a unique prefix of its id.
     *
     * @throws ControllerException OPERATION_UNKNOWN, OPERATION_AMBIGUOUS
     */
    public Operation get(String prefix) {
        List<OperationId> ids = journal.startingWith(prefix, 2);
        if (prefix.isEmpty() || ids.isEmpty()) {
            throw unknown(prefix);
        }
        if (ids.size() > 1) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "OPERATION_AMBIGUOUS",
                    "several operations begin with \"" + prefix + "\", among them " + ids,
                    "give more letters; lifeboat operation list shows them");
        }
        return require(ids.getFirst());
    }

    public Optional<Operation> find(OperationId id) {
        return journal.find(id).map(this::latest);
    }

    /** Returns all that have not ended, the oldest first. */
    public List<Operation> unfinished() {
        synchronized (lock) {
            return openOperations();
        }
    }

    /** Returns the newest first, at most {@code limit}. */
    public List<Operation> newest(int limit) {
        return journal.newest(limit).stream().map(this::latest).toList();
    }

    /** Returns those of {@code plan}, the newest first, at most {@code limit}. */
    public List<Operation> newest(PlanName plan, int limit) {
        return journal.newest(plan, limit).stream().map(this::latest).toList();
    }

    /** Returns what an operation came through, the oldest first. */
    public List<LogEntry> log(OperationId id) {
        return journal.log(id);
    }

    /**
     * Tells {@code listener} of the operation as it is, and of each change until it has ended.
     *
     * @return stops that; one last call may still come
     * @throws ControllerException OPERATION_UNKNOWN
     */
    public Watch watch(OperationId id, OperationListener listener) {
        synchronized (lock) {
            Operation operation = latest(id);
            afterCommit.add(() -> listener.changed(operation));
            if (!operation.hasEnded()) {
                watchers.add(id, listener);
            }
        }
        afterCommit.run();
        return () -> {
            synchronized (lock) {
                watchers.remove(id, listener);
            }
        };
    }

    /** Stops a listener from being told. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    private Operation require(OperationId id) {
        synchronized (lock) {
            return latest(id);
        }
    }

    private Operation latest(OperationId id) {
        Operation operation = open.get(id);
        return operation != null
                ? operation
                : journal.find(id).orElseThrow(() -> unknown(id.value()));
    }

    /** Prefers what memory holds, which has the latest progress. */
    private Operation latest(Operation stored) {
        synchronized (lock) {
            return open.getOrDefault(stored.id(), stored);
        }
    }

    private static ControllerException unknown(String prefix) {
        return new ControllerException(
                Kind.NOT_FOUND,
                "OPERATION_UNKNOWN",
                "no operation begins with \"" + prefix + "\"",
                "lifeboat operation list");
    }

    // What follows is called with the lock held.

    private void greeted(Session session, AgentEvent.Hello hello) {
        fences.raiseAbove(hello.highest());
        if (!links.connected(session)) {
            return;
        }
        Map<StepRef, HeldStep> held = new LinkedHashMap<>();
        hello.steps().forEach(step -> held.put(step.step(), step));
        for (Operation operation : ofHost(session.host())) {
            operation.state().attempt().ifPresent(a -> reconcile(session, operation, a, held));
        }
        held.values().forEach(step -> settle(session, step));
    }

    /** The agent's journal says what has happened; takes the operation's step out of it. */
    private void reconcile(
            Session session, Operation operation, Attempt attempt, Map<StepRef, HeldStep> held) {
        HeldStep step = held.remove(new StepRef(operation.id(), attempt.step()));
        if (step == null || step.attempt() < attempt.number()) {
            if (step != null) {
                settle(session, step);
            }
            apply(operation, new OperationEvent.NotHeld());
            return;
        }
        switch (step.held()) {
            case HeldStep.Held.AtWork h -> {
                Operation known = operation.at(operation.pace().next(h.progress(), now()));
                open.put(known.id(), known);
                apply(known, new OperationEvent.FoundRunning());
            }
            case HeldStep.Held.Ended h ->
                    apply(operation, new OperationEvent.Ended(step.attempt(), h.outcome()));
        }
    }

    /** Rids an agent of a step that no operation waits for any more. */
    private void settle(Session session, HeldStep step) {
        switch (step.held()) {
            case HeldStep.Held.Ended _ -> acknowledge(session, step.step(), step.attempt());
            case HeldStep.Held.AtWork _ -> {
                if (journal.find(step.step().operation()).isPresent()) {
                    send(
                            session,
                            new AgentCommand.Stop(
                                    step.step(), step.attempt(), "the operation has ended"));
                } else {
                    // Of a controller whose journal is lost: the work was wanted, so it goes on.
                    log.atWarn()
                            .addKeyValue("host", session.host())
                            .addKeyValue("operation", step.step().operation())
                            .log("an agent works for an unknown operation");
                }
            }
        }
    }

    private void disconnected(HostName host) {
        Instant now = now();
        links.lost(host, now);
        ofHost(host).forEach(o -> apply(o, new OperationEvent.LinkLost(now)));
    }

    private void progressed(Operation operation, Progress progress) {
        Operation newer = operation.at(operation.pace().next(progress, now()));
        open.put(newer.id(), newer);
        apply(newer, new OperationEvent.Progressed());
        tellWatchers(newer.id());
    }

    private void ended(Session session, StepRef step, int attempt, TaskOutcome outcome) {
        Optional<Operation> operation = current(session, step, attempt);
        if (operation.isPresent()) {
            apply(operation.get(), new OperationEvent.Ended(attempt, outcome));
        } else {
            acknowledge(session, step, attempt);
        }
    }

    /** The operation that a step belongs to, if the attempt is its current one or later. */
    private Optional<Operation> current(Session session, StepRef step, int attempt) {
        if (!links.isLatest(session)) {
            return Optional.empty();
        }
        return Optional.ofNullable(open.get(step.operation()))
                .filter(o -> o.work().host().equals(session.host()))
                .filter(
                        o ->
                                o.state()
                                        .attempt()
                                        .filter(a -> a.step().equals(step.step()))
                                        .filter(a -> a.number() <= attempt)
                                        .isPresent());
    }

    private List<Operation> openOperations() {
        return List.copyOf(open.values());
    }

    private List<Operation> ofHost(HostName host) {
        return open.values().stream().filter(o -> o.work().host().equals(host)).toList();
    }

    /** Lets begin what waits for nobody any more. */
    private void takeTurns() {
        for (Operation operation : openOperations()) {
            if (operation.state() instanceof Queued queued) {
                List<OperationId> behind = Claims.before(operation, open.values());
                if (behind.isEmpty()) {
                    Link link = links.link(operation.work().host());
                    apply(operation, new OperationEvent.TurnCame(link));
                } else if (!behind.equals(queued.behind())) {
                    apply(operation, new OperationEvent.Blocked(behind));
                }
            }
        }
    }

    private void apply(Operation operation, OperationEvent event) {
        Decision decision = new OperationDecider(operation.kind()).decide(operation.state(), event);
        Instant now = now();
        if (!decision.next().equals(operation.state())) {
            Deadline deadline = Deadline.after(now, decision.deadline());
            store(operation.moved(decision.next(), now, deadline), event);
        } else if (decision.timed()) {
            renew(operation, Deadline.after(now, decision.deadline()));
        }
        for (OperationCommand command : decision.commands()) {
            send(operation, command);
        }
    }

    private void store(Operation next, OperationEvent event) {
        doubtful = true;
        if (!journal.append(next, event)) {
            throw new ControllerException(
                    Kind.CHANGED_MEANWHILE,
                    "OPERATION_CHANGED",
                    "operation " + next.id() + " is not as it was when it was read",
                    "repeat it; two controllers on one data folder do this all the time");
        }
        doubtful = false;
        remember(next);
    }

    /** After a write that threw, and may have been done after all, the journal says what is so. */
    private void settleDoubt() {
        if (!doubtful) {
            return;
        }
        List<Operation> known = openOperations();
        open.clear();
        journal.unfinished().forEach(o -> open.put(o.id(), o));
        for (Operation operation : known) {
            journal.find(operation.id())
                    .filter(stored -> stored.version() != operation.version())
                    .ifPresent(this::remember);
        }
        doubtful = false;
    }

    private void renew(Operation operation, Deadline deadline) {
        Deadline present = operation.revision().deadline();
        if (deadline.set().isBefore(present.set().plus(CHECKPOINT_INTERVAL))
                && !present.hasPassed(deadline.set())) {
            return;
        }
        Operation renewed = operation.renewed(deadline);
        journal.checkpoint(renewed);
        open.put(renewed.id(), renewed);
    }

    private void remember(Operation operation) {
        if (operation.hasEnded()) {
            open.remove(operation.id());
        } else {
            open.put(operation.id(), operation);
        }
        log.atInfo()
                .addKeyValue("operation", operation.id())
                .addKeyValue("version", operation.version())
                .addKeyValue("phase", operation.phase())
                .log("operation changed");
        watchers.of(operation.id()).forEach(l -> afterCommit.add(() -> l.changed(operation)));
        if (operation.hasEnded()) {
            watchers.removeAll(operation.id());
        }
    }

    private void tellWatchers(OperationId id) {
        Operation operation = open.get(id);
        watchers.of(id).forEach(l -> afterCommit.add(() -> l.changed(operation)));
    }

    /** Sends to a host that is connected; another gets what it needs after its next Hello. */
    private void send(Operation operation, OperationCommand command) {
        links.session(operation.work().host())
                .ifPresent(session -> send(session, message(operation, command)));
    }

    private AgentCommand message(Operation operation, OperationCommand command) {
        OperationId id = operation.id();
        return switch (command) {
            case Deliver c -> {
                StepRef step = new StepRef(id, c.attempt().step());
                int attempt = c.attempt().number();
                yield new AgentCommand.Perform(step, attempt, fences.next(), operation.work());
            }
            case AskToStop c ->
                    new AgentCommand.Stop(
                            new StepRef(id, c.attempt().step()), c.attempt().number(), c.reason());
            case Acknowledge c ->
                    new AgentCommand.ResultStored(new StepRef(id, c.step()), c.attempt());
        };
    }

    private void acknowledge(Session session, StepRef step, int attempt) {
        send(session, new AgentCommand.ResultStored(step, attempt));
    }

    private void send(Session session, AgentCommand command) {
        afterCommit.add(() -> outbox.send(session, command));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
