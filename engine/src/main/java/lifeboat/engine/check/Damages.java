package lifeboat.engine.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;

/** What is wrong with packs and their blobs, and who suffers from it. Thread-safe. */
final class Damages {

    /** Paths that are named for one damage. */
    static final int PATHS = 10;

    private final BlobIndex index;
    private final Map<Integer, Damage> byRow = new ConcurrentHashMap<>();
    private final Queue<Damage> all = new ConcurrentLinkedQueue<>();

    Damages(BlobIndex index) {
        this.index = index;
    }

    /** One finding. */
    private static final class Damage {
        private final String code;
        private final String object;
        private final String message;
        private final List<String> paths = new ArrayList<>(); // guarded by this
        private long uses; // guarded by this

        Damage(String code, String object, String message) {
            this.code = code;
            this.object = object;
            this.message = message;
        }

        synchronized void use(String path) {
            uses++;
            if (paths.size() < PATHS) {
                paths.add(path);
            }
        }

        synchronized Problem toProblem() {
            String sufferers =
                    uses == 0
                            ? "no path of a snapshot suffers"
                            : "needed by " + String.join(", ", paths);
            String more = uses > paths.size() ? ", and %d more".formatted(uses - PATHS) : "";
            return new Problem(Severity.ERROR, code, object, message + "; " + sufferers + more);
        }
    }

    /**
     * Adds a finding.
     *
     * @param rows the blobs of the pack that are lost by it
     */
    void add(String code, int pack, String message, int... rows) {
        Damage damage =
                new Damage(code, ResticRepository.packKey(index.packId(pack)).path(), message);
        all.add(damage);
        for (int row : rows) {
            byRow.putIfAbsent(row, damage);
        }
    }

    /**
     * Notes that {@code path} needs a blob, if no good copy of it is known.
     *
     * @return whether none is
     */
    boolean strike(BlobType type, ObjectId blob, String path) {
        if (byRow.isEmpty()) {
            return false;
        }
        int first = index.find(type, blob);
        for (int row = first; row != BlobIndex.NONE; row = index.nextCopy(row)) {
            if (!byRow.containsKey(row)) {
                return false;
            }
        }
        if (first == BlobIndex.NONE) {
            return false;
        }
        byRow.get(first).use(path);
        return true;
    }

    void report(Progress progress) {
        all.forEach(damage -> progress.report(damage.toProblem()));
    }
}
