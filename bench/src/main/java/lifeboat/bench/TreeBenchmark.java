package lifeboat.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.json.Timestamp;
import lifeboat.engine.restic.tree.FileMode;
import lifeboat.engine.restic.tree.FileName;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;
import lifeboat.engine.restic.tree.TreeDecoder;
import lifeboat.engine.restic.tree.TreeEncoder;
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

/** What it takes to write and to read the tree of a directory of 1,000 files. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class TreeBenchmark {

    private List<Node> nodes;
    private byte[] tree;
    private ObjectId id;

    @Setup
    public void fill() {
        nodes = IntStream.range(0, 1000).mapToObj(TreeBenchmark::file).toList();
        tree = TreeEncoder.encode(nodes);
        id = ObjectId.hash(tree);
    }

    private static Node file(int number) {
        Instant modified = Instant.ofEpochSecond(1_700_000_000 + number, 1_000_003L * number);
        Timestamp time = Timestamp.of(modified, ZoneOffset.UTC);
        ObjectId content = ObjectId.hash(new byte[number]);
        return new Node(
                FileName.of("build-%04d.xml".formatted(number)),
                new NodeKind.RegularFile(number, List.of(content)),
                FileMode.ofPosix(0100644),
                new Node.Times(time, time, time),
                new Node.Owner(1000, 1000, "jenkins", "jenkins"),
                new Node.Inode(number, 64, 1),
                Node.Extras.NONE);
    }

    @Benchmark
    public byte[] encode() {
        return TreeEncoder.encode(nodes);
    }

    @Benchmark
    public List<Node> decode() {
        return TreeDecoder.decode(id, tree);
    }
}
