package lifeboat.engine.restore;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import lifeboat.engine.Progress;
import lifeboat.engine.RestoreOperation;
import lifeboat.engine.RestoreReport;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restore.Worklist.State;
import lifeboat.engine.restore.Worklist.Type;

/** A restore whose worklist is made; it may be printed, and executed once. */
public final class PreparedRestore implements RestoreOperation {

    final ResticRepository repository;
    final BlobIndex index;
    final RestoreRequest request;
    final Target target;
    final Worklist worklist;
    final Progress progress;
    private final String mapping;
    private final Map<Action, Count> counts = new EnumMap<>(Action.class);
    private final Map<Integer, Count> countsByTier = new TreeMap<>();
    private final long leftOutByProfile;

    PreparedRestore(
            ResticRepository repository,
            BlobIndex index,
            RestoreRequest request,
            String mapping,
            Target target,
            Worklist worklist,
            long leftOutByProfile,
            Progress progress) {
        this.repository = repository;
        this.index = index;
        this.request = request;
        this.mapping = mapping;
        this.target = target;
        this.worklist = worklist;
        this.leftOutByProfile = leftOutByProfile;
        this.progress = progress;
        count();
    }

    private void count() {
        Tally tally = worklist.tally();
        for (State state : State.values()) {
            if (state != State.FAILED) {
                counts.merge(
                        action(state),
                        new Count(tally.files(state), tally.bytes(state)),
                        PreparedRestore::sum);
            }
        }
        for (int tier : tally.tiers()) {
            countsByTier.put(
                    tier, sum(count(tier, State.WRITE), count(tier, State.TAKE_FROM_STAGE)));
        }
    }

    private Count count(int tier, State state) {
        return new Count(worklist.tally().files(tier, state), worklist.tally().bytes(tier, state));
    }

    private static Count sum(Count a, Count b) {
        return new Count(a.files() + b.files(), a.bytes() + b.bytes());
    }

    private static Action action(State state) {
        return switch (state) {
            case KEEP -> Action.KEEP;
            case UPDATE_METADATA -> Action.UPDATE_METADATA;
            case TAKE_FROM_STAGE -> Action.TAKE_FROM_STAGE;
            case WRITE, ON_DEMAND, FAILED -> Action.WRITE;
        };
    }

    @Override
    public RestoreRequest request() {
        return request;
    }

    @Override
    public String mapping() {
        return mapping;
    }

    @Override
    public Map<Action, Count> counts() {
        return Map.copyOf(counts);
    }

    @Override
    public Map<Integer, Count> countsByTier() {
        return new TreeMap<>(countsByTier);
    }

    @Override
    public long bytesToFetch() {
        long bytes = 0;
        for (int tier : worklist.tally().tiers()) {
            bytes += PackUses.of(worklist, index, tier, new BitSet()).storedBytes();
        }
        return bytes;
    }

    @Override
    public long directories() {
        return worklist.tally().directories();
    }

    @Override
    public long leftOutByProfile() {
        return leftOutByProfile;
    }

    @Override
    public void forEach(Consumer<Item> each) {
        for (int entry = 0; entry < worklist.entries(); entry++) {
            if (worklist.type(entry) != Type.DIRECTORY) {
                each.accept(
                        new Item(
                                action(worklist.state(entry)),
                                worklist.printablePath(entry),
                                worklist.sizeBytes(entry),
                                worklist.tier(entry)));
            }
        }
    }

    @Override
    public void forEachExtraneous(Consumer<String> each) {
        for (int i = 0; i < worklist.extraneousCount(); i++) {
            each.accept(worklist.extraneousPath(i));
        }
    }

    /** Whether anything in the target would become another. */
    boolean changesTheTarget() {
        return counts.get(Action.KEEP).files()
                        < counts.values().stream().mapToLong(Count::files).sum()
                || worklist.extraneousCount() > 0;
    }

    @Override
    public RestoreReport execute() throws InterruptedException {
        return Execution.run(this);
    }

    @Override
    public void close() {
        target.close();
    }
}
