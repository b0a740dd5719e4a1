package lifeboat.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.PackEntry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to look up a blob among a million, more than a processor caches. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class BlobIndexBenchmark {

    private static final int BLOBS = 1 << 20;
    private static final int STRIDE = 7919; // odd: comes by all of them, and by no neighbours

    private final BlobIndex index = new BlobIndex();
    private final ObjectId[] known = new ObjectId[BLOBS];
    private final ObjectId[] unknown = new ObjectId[BLOBS];
    private int at;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        List<PackEntry> entries = new ArrayList<>();
        for (int i = 0; i < BLOBS; i++) {
            known[i] = id(random);
            unknown[i] = id(random);
            entries.add(new PackEntry(BlobType.DATA, known[i], 100L * i, 100, 0));
        }
        index.add(id(random), entries);
    }

    private static ObjectId id(SplittableRandom random) {
        return new ObjectId(
                random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    @Benchmark
    public int find() {
        return index.find(BlobType.DATA, next(known));
    }

    @Benchmark
    public int findNone() {
        return index.find(BlobType.DATA, next(unknown));
    }

    private ObjectId next(ObjectId[] ids) {
        at = (at + STRIDE) & (BLOBS - 1);
        return ids[at];
    }
}
