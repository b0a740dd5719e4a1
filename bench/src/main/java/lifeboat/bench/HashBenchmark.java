package lifeboat.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import lifeboat.engine.ObjectId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to name a blob, by its size: a small file, a chunk. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class HashBenchmark {

    @Param({"4096", "65536", "1048576"})
    int bytes;

    private byte[] content;

    @Setup
    public void fill() {
        content = new byte[bytes];
        new SplittableRandom(1).nextBytes(content);
    }

    @Benchmark
    public ObjectId hash() {
        return ObjectId.hash(content);
    }
}
