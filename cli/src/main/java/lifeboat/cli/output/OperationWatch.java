package lifeboat.cli.output;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import lifeboat.proto.control.v1.Operation;

/**
 * Shows an operation that runs: on a terminal a block that is redrawn, elsewhere a line now and
 * then.
 *
 * <p>Ages are counted here from when something was first seen, so that they are right whatever the
 * controller's clock says.
 */
public final class OperationWatch {

    private static final Duration REDRAWN = Duration.ofMillis(250);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Console console;
    private final LongSupplier nanoTicker;
    private final Times atStart;
    private Optional<Operation> shown = Optional.empty();
    private long progressNanos;
    private Duration ageAtFirst = Duration.ZERO;
    private long lineNanos;

    public OperationWatch(Console console, LongSupplier nanoTicker, Times atStart) {
        this.console = console;
        this.nanoTicker = nanoTicker;
        this.atStart = atStart;
    }

    /** How often {@link #tick} wants to be called when nothing changes. */
    public Duration rhythm() {
        return console.isTerminal() ? REDRAWN : Duration.ofSeconds(1);
    }

    public boolean hasShown() {
        return shown.isPresent();
    }

    /** Takes the operation as it is now. */
    public void show(Operation operation) {
        Timestamp moved = operation.getProgress().getLastProgress();
        boolean first = shown.isEmpty();
        boolean news = first || !moved.equals(shown.get().getProgress().getLastProgress());
        if (news) {
            progressNanos = nanoTicker.getAsLong();
            ageAtFirst = Duration.ZERO;
        }
        if (first && operation.getProgress().hasLastProgress()) {
            Duration age = atStart.age(moved);
            ageAtFirst = age.isNegative() ? Duration.ZERO : age;
        }
        boolean turned =
                first
                        || shown.get().getPhase() != operation.getPhase()
                        || !shown.get()
                                .getProgress()
                                .getPhase()
                                .equals(operation.getProgress().getPhase());
        shown = Optional.of(operation);
        draw(turned);
    }

    /** Time has passed and nothing has changed. */
    public void tick() {
        if (hasShown()) {
            draw(false);
        }
    }

    /** Nothing follows. */
    public void finished() {
        console.erase();
    }

    private void draw(boolean turned) {
        long now = nanoTicker.getAsLong();
        Duration age = ageAtFirst.plusNanos(now - progressNanos);
        ProgressText text = new ProgressText(shown.orElseThrow(), age);
        if (console.isTerminal()) {
            console.draw(text.block());
        } else if (turned || now - lineNanos >= BETWEEN_LINES.toNanos()) {
            lineNanos = now;
            console.warn(text.line());
        }
    }
}
