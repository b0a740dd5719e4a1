package lifeboat.engine.restic.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changed trees, from a fixed seed: they decode to a tree, or fail in the two ways foreseen. */
class TreeFuzzTest {

    private static final int ROUNDS = 3000;
    private static final ObjectId ID = ObjectId.hash(new byte[0]);

    static List<Path> trees() throws Exception {
        return GoldenTreeTest.trees();
    }

    @ParameterizedTest
    @MethodSource("trees")
    void aChangedTreeIsDecodedOrRefused(Path tree) throws Exception {
        byte[] json = Files.readAllBytes(tree);
        SplittableRandom random = new SplittableRandom(json.length);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] changed = changed(json, random);
            try {
                List<Node> nodes = TreeDecoder.decode(ID, changed);
                assertReadsBack(nodes);
            } catch (RepositoryException e) {
                assertThat(e.kind()).isIn(Kind.REPOSITORY_DAMAGED, Kind.REPOSITORY_HOSTILE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void aCutTreeIsRefused(Path tree) throws Exception {
        byte[] json = Files.readAllBytes(tree);
        int step = Math.max(1, json.length / 500);
        for (int length = 0; length < json.length - 1; length += step) {
            byte[] cut = Arrays.copyOf(json, length);
            assertThat(failure(cut)).as("cut after %d bytes", length).isEqualTo("damaged");
        }
    }

    private static String failure(byte[] json) {
        try {
            TreeDecoder.decode(ID, json);
            return "none";
        } catch (RepositoryException e) {
            return e.kind() == Kind.REPOSITORY_DAMAGED ? "damaged" : e.getMessage();
        }
    }

    /** What was accepted is a tree: it encodes, and decodes to the same nodes. */
    private static void assertReadsBack(List<Node> nodes) {
        List<Node> sorted = nodes.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
        assertThat(TreeDecoder.decode(ID, TreeEncoder.encode(sorted))).isEqualTo(sorted);
    }

    private static byte[] changed(byte[] json, SplittableRandom random) {
        byte[] changed = json.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(4)) {
                case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> changed[at] = (byte) random.nextInt(256);
                case 2 -> changed[at] = (byte) "\"\\{}[],:0-9enu/.".charAt(random.nextInt(16));
                default -> { // a piece from elsewhere
                    int length = random.nextInt(Math.min(80, changed.length - at));
                    int from = random.nextInt(changed.length - length);
                    System.arraycopy(json, from, changed, at, length);
                }
            }
        }
        return changed;
    }
}
