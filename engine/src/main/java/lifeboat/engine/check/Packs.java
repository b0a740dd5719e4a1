package lifeboat.engine.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.PackEntry;
import lifeboat.engine.restic.pack.PackHeader;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectKey;

/** The packs that the store has, beside those that the index names. */
final class Packs {

    private static final KeyPrefix DATA = new KeyPrefix("data/");
    private static final long ABSENT = -1;

    private final BlobIndex index;
    private final long[] sizes; // by number of the pack
    private final int[][] rows; // by number of the pack, in the order of offsets
    private final List<ObjectKey> orphans = new ArrayList<>();

    private Packs(BlobIndex index) {
        this.index = index;
        sizes = new long[index.packCount()];
        Arrays.fill(sizes, ABSENT);
        rows = rowsByPack(index);
    }

    static Packs list(ResticRepository repository, BlobIndex index) throws InterruptedException {
        Packs packs = new Packs(index);
        Map<ObjectKey, Integer> expected = new HashMap<>();
        for (int pack = 0; pack < index.packCount(); pack++) {
            expected.put(ResticRepository.packKey(index.packId(pack)), pack);
        }
        repository
                .store()
                .list(
                        DATA,
                        object -> {
                            Integer pack = expected.get(object.key());
                            if (pack != null) {
                                packs.sizes[pack] = object.sizeBytes();
                            } else if (isPackName(object.key())) {
                                packs.orphans.add(object.key());
                            }
                        });
        return packs;
    }

    private static boolean isPackName(ObjectKey key) {
        return ObjectId.isHex(key.path().substring(key.path().lastIndexOf('/') + 1));
    }

    private static int[][] rowsByPack(BlobIndex index) {
        int[] counts = new int[index.packCount()];
        for (int row = 0; row < index.size(); row++) {
            counts[index.pack(row)]++;
        }
        int[][] rows = new int[counts.length][];
        for (int row = index.size() - 1; row >= 0; row--) {
            int pack = index.pack(row);
            if (rows[pack] == null) {
                rows[pack] = new int[counts[pack]];
            }
            rows[pack][--counts[pack]] = row;
        }
        for (int pack = 0; pack < rows.length; pack++) {
            rows[pack] =
                    rows[pack] == null
                            ? new int[0]
                            : Arrays.stream(rows[pack])
                                    .boxed()
                                    .sorted(
                                            (a, b) ->
                                                    Long.compare(index.offset(a), index.offset(b)))
                                    .mapToInt(Integer::intValue)
                                    .toArray();
        }
        return rows;
    }

    int count() {
        return sizes.length;
    }

    /** Bytes that the store has of it; of no use for one that it lacks. */
    long size(int pack) {
        return sizes[pack];
    }

    /** Its blobs, as the index has them, in the order of their offsets. */
    int[] rows(int pack) {
        return rows[pack];
    }

    List<PackEntry> entries(int pack) {
        return Arrays.stream(rows[pack]).mapToObj(index::entry).toList();
    }

    /** Finds what is missing, too long or short, or too much. */
    void compare(Damages damages, Progress progress) {
        for (int pack = 0; pack < sizes.length; pack++) {
            long size = sizes[pack];
            long expected = PackHeader.packSize(entries(pack));
            if (size == ABSENT) {
                damages.add("PACK_MISSING", pack, "this pack is missing", rows[pack]);
            } else if (size != expected) {
                damages.add(
                        "PACK_SIZE",
                        pack,
                        "this pack has %d bytes, by the index %d".formatted(size, expected),
                        Arrays.stream(rows[pack])
                                .filter(row -> index.offset(row) + index.length(row) > size)
                                .toArray());
            }
            if (isMixed(rows[pack])) {
                hint(progress, "PACK_MIXED", key(pack), "holds both trees and data");
            }
        }
        for (ObjectKey orphan : orphans) {
            hint(
                    progress,
                    "PACK_ORPHANED",
                    orphan,
                    "is named by no index: it only costs space if a backup was cut short (restic"
                            + " prune removes it); if blobs or trees are missing, too, an index"
                            + " file is lost, and the data may be in here");
        }
    }

    /** Whether the store has packs that no index names. */
    boolean hasOrphans() {
        return !orphans.isEmpty();
    }

    private boolean isMixed(int[] blobs) {
        return Arrays.stream(blobs).mapToObj(index::type).distinct().count()
                == BlobType.values().length;
    }

    private ObjectKey key(int pack) {
        return ResticRepository.packKey(index.packId(pack));
    }

    private static void hint(Progress progress, String code, ObjectKey pack, String message) {
        progress.report(new Problem(Severity.WARNING, code, pack.path(), "this pack " + message));
    }

    /**
     * A share of the packs that are there and not empty, rounded up, in the order in which they are
     * read.
     */
    List<Integer> choose(double share, RandomGenerator random) {
        List<Integer> packs = new ArrayList<>();
        for (int pack = 0; pack < sizes.length; pack++) {
            if (sizes[pack] > 0) {
                packs.add(pack);
            }
        }
        int chosen = (int) Math.ceil(share * packs.size());
        for (int i = 0; i < chosen; i++) {
            Collections.swap(packs, i, random.nextInt(i, packs.size()));
        }
        return List.copyOf(packs.subList(0, chosen));
    }
}
