package lifeboat.engine.restic.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.engine.ObjectId;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.PackEntry;
import org.junit.jupiter.api.Test;

class KnownBlobsTest {

    private static final ObjectId STORED = new ObjectId(1, 0, 0, 0);
    private static final ObjectId NEW = new ObjectId(2, 0, 0, 0);

    private final KnownBlobs known;

    KnownBlobsTest() {
        BlobIndex index = new BlobIndex();
        index.add(
                new ObjectId(9, 9, 9, 9), List.of(new PackEntry(BlobType.DATA, STORED, 0, 40, 0)));
        known = new KnownBlobs(index);
    }

    @Test
    void storedBlobIsNeverClaimed() {
        assertThat(known.contains(BlobType.DATA, STORED)).isTrue();
        assertThat(known.claim(BlobType.DATA, STORED)).isFalse();
    }

    @Test
    void newBlobIsClaimedOnce() {
        assertThat(known.contains(BlobType.DATA, NEW)).isFalse();
        assertThat(known.claim(BlobType.DATA, NEW)).isTrue();
        assertThat(known.claim(BlobType.DATA, NEW)).isFalse();
        assertThat(known.contains(BlobType.DATA, NEW)).isTrue();
    }

    @Test
    void typesAreClaimedApart() {
        assertThat(known.claim(BlobType.TREE, STORED)).isTrue();
        assertThat(known.claim(BlobType.DATA, NEW)).isTrue();
        assertThat(known.claim(BlobType.TREE, NEW)).isTrue();
    }

    @Test
    void ofWorkersThatRaceOneWinsEachBlob() throws InterruptedException {
        int blobs = 20_000;
        AtomicInteger won = new AtomicInteger();
        try (TaskGroup group = TaskGroup.ofPlatformThreads("claim")) {
            for (int i = 0; i < 4; i++) {
                group.fork(
                        () -> {
                            Random ids = new Random(5); // the same for each worker
                            for (int k = 0; k < blobs; k++) {
                                if (known.claim(
                                        BlobType.DATA, new ObjectId(ids.nextLong(), 1, 1, 1))) {
                                    won.incrementAndGet();
                                }
                            }
                        });
            }
            group.join();
        }
        assertThat(won).hasValue(blobs);
    }
}
