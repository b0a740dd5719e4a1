package lifeboat.engine.restic.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.Golden;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.PackEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlobIndexTest {

    private static final ObjectId P = new ObjectId(100, 0, 0, 0);
    private static final ObjectId Q = new ObjectId(200, 0, 0, 0);
    private static final ObjectId X = new ObjectId(1, 2, 3, 4);

    private final BlobIndex index = new BlobIndex();

    private record Key(BlobType type, ObjectId id) {}

    private record Place(ObjectId pack, PackEntry entry) {}

    @Test
    void emptyIndexFindsNothing() {
        assertThat(index.find(BlobType.DATA, X)).isEqualTo(BlobIndex.NONE);
        assertThat(index.size()).isZero();
    }

    @Test
    void unsignedFieldsComeBack() {
        PackEntry entry = new PackEntry(BlobType.TREE, X, 4_000_000_000L, 200_000_000, 4294967295L);
        index.add(P, List.of(entry));
        int row = index.find(BlobType.TREE, X);
        assertThat(index.entry(row)).isEqualTo(entry);
        assertThat(index.packId(index.pack(row))).isEqualTo(P);
        assertThat(index.nextCopy(row)).isEqualTo(BlobIndex.NONE);
    }

    @Test
    void theSameIdIsTwoBlobsOfTwoTypes() {
        index.add(P, List.of(entry(BlobType.DATA, X, 0), entry(BlobType.TREE, X, 40)));
        int data = index.find(BlobType.DATA, X);
        int tree = index.find(BlobType.TREE, X);
        assertThat(index.offset(data)).isZero();
        assertThat(index.offset(tree)).isEqualTo(40);
        assertThat(index.nextCopy(data)).isEqualTo(BlobIndex.NONE);
        assertThat(index.nextCopy(tree)).isEqualTo(BlobIndex.NONE);
    }

    @Test
    void idsThatShareASlotStayApart() {
        ObjectId other = new ObjectId(1, 2, 3, 5);
        index.add(P, List.of(entry(BlobType.DATA, X, 0), entry(BlobType.DATA, other, 40)));
        assertThat(index.offset(index.find(BlobType.DATA, other))).isEqualTo(40);
        assertThat(index.find(BlobType.DATA, new ObjectId(1, 2, 4, 4))).isEqualTo(BlobIndex.NONE);
    }

    @Test
    void aPackInTwoIndexFilesCountsOnce() {
        List<PackEntry> entries = List.of(entry(BlobType.DATA, X, 0), entry(BlobType.DATA, X, 40));
        index.add(P, entries);
        index.add(P, entries);
        assertThat(index.size()).isEqualTo(2);
        assertThat(index.packCount()).isEqualTo(1);
        index.add(Q, entries);
        assertThat(index.size()).isEqualTo(4);
        assertThat(index.packCount()).isEqualTo(2);
    }

    /** Else an index full of one blob would take hours to load. */
    @Test
    void copiesBeyondSixteenAreKeptButNotFound() {
        List<PackEntry> entries = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            entries.add(entry(BlobType.DATA, X, 40L * i));
        }
        index.add(P, entries);
        assertThat(index.size()).isEqualTo(100_000);
        assertThat(places(BlobType.DATA, X)).hasSize(16);
        assertThat(index.entry(99_999)).isEqualTo(entries.getLast());
        assertThat(index.nextCopy(99_999)).isEqualTo(BlobIndex.NONE);
    }

    /** Against a plain map, with few ids so that copies, both types and growth all happen. */
    @Test
    void findsWhatAMapWouldFind() {
        Random random = new Random(7);
        Map<Key, Set<Place>> expected = new HashMap<>();
        int rows = 0;
        for (int pack = 0; pack < 300; pack++) {
            ObjectId packId = new ObjectId(pack, 1, 1, 1);
            List<PackEntry> entries = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                BlobType type = random.nextInt(4) == 0 ? BlobType.TREE : BlobType.DATA;
                ObjectId id = new ObjectId(new Random(random.nextInt(40_000)).nextLong(), 0, 0, 9);
                PackEntry entry = entry(type, id, 40L * i);
                entries.add(entry);
                expected.computeIfAbsent(new Key(type, id), k -> new HashSet<>())
                        .add(new Place(packId, entry));
                rows++;
            }
            index.add(packId, entries);
        }
        assertThat(index.size()).isEqualTo(rows);
        assertThat(index.packCount()).isEqualTo(300);
        expected.forEach(
                (key, places) ->
                        assertThat(places(key.type(), key.id()))
                                .containsExactlyInAnyOrderElementsOf(places));
        assertThat(index.find(BlobType.DATA, X)).isEqualTo(BlobIndex.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void goldenRepositoriesAreFoundWhole(Golden repository) {
        Sealer sealer = repository.sealer();
        for (IndexFile file : repository.indexes(sealer).values()) {
            index.add(file);
        }
        for (IndexFile file : repository.indexes(sealer).values()) {
            for (IndexedPack pack : file.packs()) {
                for (PackEntry entry : pack.entries()) {
                    assertThat(places(entry.type(), entry.id()))
                            .contains(new Place(pack.id(), entry));
                }
            }
        }
        boolean copies = false;
        for (int row = 0; row < index.size(); row++) {
            copies |= index.nextCopy(row) != BlobIndex.NONE;
        }
        assertThat(copies).isEqualTo(repository == Golden.V2); // see the fixture's README
    }

    private List<Place> places(BlobType type, ObjectId id) {
        List<Place> places = new ArrayList<>();
        for (int row = index.find(type, id); row != BlobIndex.NONE; row = index.nextCopy(row)) {
            places.add(new Place(index.packId(index.pack(row)), index.entry(row)));
        }
        return places;
    }

    private static PackEntry entry(BlobType type, ObjectId id, long offset) {
        return new PackEntry(type, id, offset, 40, offset % 3);
    }
}
