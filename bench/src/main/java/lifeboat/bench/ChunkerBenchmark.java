package lifeboat.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import lifeboat.engine.restic.chunk.Chunker;
import lifeboat.engine.restic.chunk.ChunkerTables;
import lifeboat.engine.restic.chunk.Polynomial;
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

/** What it takes to find the ends of the pieces of a file of 16 MiB. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class ChunkerBenchmark {

    private final byte[] content = new byte[16 << 20];
    private Chunker chunker;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        random.nextBytes(content);
        chunker = new Chunker(new ChunkerTables(Polynomial.random(random)));
    }

    @Benchmark
    public int cut() {
        chunker.reset();
        int pieces = 0;
        for (int at = 0; at >= 0; at = chunker.next(content, at, content.length)) {
            pieces++;
        }
        return pieces;
    }
}
