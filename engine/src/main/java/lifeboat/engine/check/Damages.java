package lifeboat.engine.check;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
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
    private final Packs packs;
    private final Map<Integer, Damage> byRow = new ConcurrentHashMap<>();
    private final Set<Integer> packsRead = ConcurrentHashMap.newKeySet();
    private final Queue<Damage> all = new ConcurrentLinkedQueue<>();

    Damages(BlobIndex index, Packs packs) {
        this.index = index;
        this.packs = packs;
    }

    /** How sure it is that another pack has a blob, too. */
    private enum OtherCopy {
        NONE,
        /** By the index; nobody has read it. */
        CLAIMED,
        PROVEN
    }

    /** One finding. */
    private static final class Damage {
        private final String code;
        private final int pack;
        private final String message;
        private final int[] lost;
        private final List<String> paths = new ArrayList<>(); // guarded by this
        private long uses; // guarded by this

        Damage(String code, int pack, String message, int[] lost) {
            this.code = code;
            this.pack = pack;
            this.message = message;
            this.lost = lost;
        }

        synchronized void use(String path) {
            uses++;
            if (paths.size() < PATHS) {
                paths.add(path);
            }
        }

        /** The paths that suffer; empty if there are none. */
        synchronized String sufferers() {
            String more = uses > paths.size() ? ", and %d more".formatted(uses - PATHS) : "";
            return String.join(", ", paths) + more;
        }
    }

    /**
     * Adds a finding.
     *
     * @param lost the blobs of the pack that are lost by it
     */
    void add(String code, int pack, String message, int... lost) {
        Damage damage = new Damage(code, pack, message, lost);
        all.add(damage);
        for (int row : lost) {
            byRow.putIfAbsent(row, damage);
        }
    }

    /** Notes that all of a pack was read: the blobs in it that no finding names are good. */
    void wasRead(int pack) {
        packsRead.add(pack);
    }

    /**
     * Notes that a path needs blobs.
     *
     * @return the packs by whose damage it suffers, if there are blobs of which no good copy is
     *     known
     */
    List<String> strike(BlobType type, Collection<ObjectId> blobs, Supplier<String> path) {
        if (byRow.isEmpty()) {
            return List.of();
        }
        Set<Damage> struck =
                blobs.stream()
                        .flatMap(blob -> lossesOf(type, blob).stream())
                        .collect(toCollection(LinkedHashSet::new));
        struck.forEach(damage -> damage.use(path.get()));
        return struck.stream().map(this::object).distinct().toList();
    }

    /** What is wrong with each copy of a blob; nothing if one is good, or there is none at all. */
    private List<Damage> lossesOf(BlobType type, ObjectId blob) {
        List<Damage> losses = new ArrayList<>();
        for (int row = index.find(type, blob); row != BlobIndex.NONE; row = index.nextCopy(row)) {
            if (!byRow.containsKey(row)) {
                return List.of();
            }
            losses.add(byRow.get(row));
        }
        return losses;
    }

    void report(Progress progress) {
        all.forEach(damage -> progress.report(problem(damage)));
    }

    private Problem problem(Damage damage) {
        String sufferers = damage.sufferers();
        if (!sufferers.isEmpty()) {
            return problem(damage, Severity.ERROR, "needed by " + sufferers);
        }
        int[] rows = damage.lost.length > 0 ? damage.lost : packs.rows(damage.pack);
        return switch (otherCopies(rows)) {
            case PROVEN ->
                    problem(
                            damage,
                            Severity.WARNING,
                            "no path suffers: every blob has a good copy elsewhere");
            case CLAIMED ->
                    problem(
                            damage,
                            Severity.ERROR,
                            "no path suffers if the copies in other packs are good, which"
                                    + " --read-data proves");
            case NONE -> problem(damage, Severity.ERROR, withoutCopies(damage));
        };
    }

    private String withoutCopies(Damage damage) {
        long lost = Arrays.stream(packs.rows(damage.pack)).filter(byRow::containsKey).count();
        if (damage.lost.length > 0) {
            return "no path of a snapshot suffers";
        }
        return lost > 0
                ? "of its blobs %d are lost, each named apart".formatted(lost)
                : "its blobs are whole: no path of a snapshot suffers";
    }

    private Problem problem(Damage damage, Severity severity, String consequence) {
        return new Problem(
                severity, damage.code, object(damage), damage.message + "; " + consequence);
    }

    private String object(Damage damage) {
        return ResticRepository.packKey(index.packId(damage.pack)).path();
    }

    /** For the worst of some blobs. */
    private OtherCopy otherCopies(int[] rows) {
        return Arrays.stream(rows)
                .mapToObj(this::otherCopy)
                .min(OtherCopy::compareTo)
                .orElse(OtherCopy.NONE);
    }

    private OtherCopy otherCopy(int row) {
        OtherCopy best = OtherCopy.NONE;
        int copy = index.find(index.type(row), index.id(row));
        for (; copy != BlobIndex.NONE; copy = index.nextCopy(copy)) {
            if (index.pack(copy) != index.pack(row) && !byRow.containsKey(copy)) {
                if (packsRead.contains(index.pack(copy))) {
                    return OtherCopy.PROVEN;
                }
                best = OtherCopy.CLAIMED;
            }
        }
        return best;
    }
}
