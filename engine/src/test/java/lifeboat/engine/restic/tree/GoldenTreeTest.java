package lifeboat.engine.restic.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.json.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees that a real restic wrote; see the README of {@code golden}. */
class GoldenTreeTest {

    private static final String LOST_TARGET =
            "813c2ed461fd176d51a824dfe54c8d2e65a2c268bae18b7576db28d5ad9c1ec0";

    static List<Path> trees() throws IOException, URISyntaxException {
        Path folder =
                Path.of(GoldenTreeTest.class.getResource("/golden/tree/restic-0.14.0").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static ObjectId id(Path tree) {
        return ObjectId.parse(tree.getFileName().toString().replace(".json", ""));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void aTreeEncodesToTheBytesItWasDecodedFrom(Path tree) throws IOException {
        byte[] json = Files.readAllBytes(tree);
        assertThat(ObjectId.hash(json)).isEqualTo(id(tree));
        byte[] encoded = TreeEncoder.encode(TreeDecoder.decode(id(tree), json));
        String expected = new String(json, UTF_8);
        if (id(tree).hex().equals(LOST_TARGET)) {
            expected =
                    expected.replace("\\ufffd", "\ufffd")
                            .replace("\\u0008", "\\b")
                            .replace("\\u000c", "\\f");
        }
        assertThat(new String(encoded, UTF_8)).isEqualTo(expected);
    }

    @Test
    void everyFieldIsRead() throws Exception {
        List<Node> nodes =
                trees().stream()
                        .flatMap(t -> TreeDecoder.decode(id(t), bytes(t)).stream())
                        .toList();
        assertThat(node(nodes, "suid").mode()).isEqualTo(FileMode.ofPosix(0106755));
        assertThat(node(nodes, "none").mode()).isEqualTo(FileMode.ofPosix(0100000));
        assertThat(node(nodes, "null").kind()).isEqualTo(new NodeKind.CharacterDevice(259));
        assertThat(node(nodes, "blk").kind()).isEqualTo(new NodeKind.BlockDevice(1050412));
        assertThat(node(nodes, "fifo").kind()).isEqualTo(new NodeKind.Fifo());
        assertThat(node(nodes, "absolute").kind())
                .isEqualTo(new NodeKind.Symlink(ByteString.of("/etc/passwd")));
        assertThat(node(nodes, "empty").kind()).isEqualTo(new NodeKind.RegularFile(0, List.of()));
        assertThat(node(nodes, "sticky").kind())
                .isEqualTo(
                        new NodeKind.Directory(ObjectId.hash("{\"nodes\":[]}\n".getBytes(UTF_8))));
        Node hard = node(nodes, "a");
        assertThat(hard.inode()).isEqualTo(node(nodes, "b").inode());
        assertThat(hard.inode().isShared()).isTrue();
        assertThat(hard.kind())
                .isEqualTo(
                        new NodeKind.RegularFile(2, List.of(ObjectId.hash("hi".getBytes(UTF_8)))));
        assertThat(hard.owner()).isEqualTo(new Node.Owner(0, 0, "root", "root"));
        assertThat(node(nodes, "0").times().mtime())
                .isEqualTo(new Timestamp(Integer.MIN_VALUE, 0, 3600));
        assertThat(node(nodes, "f").extras().attributes())
                .containsExactly(
                        attribute("user.z", new byte[] {0, -1}),
                        attribute("user.a", new byte[0]),
                        attribute("user.<m>", "text".getBytes(UTF_8)));
        assertThat(nodes)
                .extracting(node -> node.name().value())
                .contains(
                        ByteString.of("new\nline"),
                        ByteString.of(
                                new byte[] {'b', 'a', 'd', -1, (byte) 0xe4, 'u', 't', 'f', '8'}));
    }

    private static byte[] bytes(Path tree) {
        try {
            return Files.readAllBytes(tree);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Node node(List<Node> nodes, String name) {
        return nodes.stream().filter(n -> n.name().equals(FileName.of(name))).findAny().get();
    }

    private static Node.ExtendedAttribute attribute(String name, byte[] value) {
        return new Node.ExtendedAttribute(name, Optional.of(ByteString.of(value)));
    }
}
