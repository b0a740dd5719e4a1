package lifeboat.engine.restic.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.json.Timestamp;
import org.junit.jupiter.api.Test;

class TreeEncoderTest {

    private static final ObjectId ID = ObjectId.hash(new byte[0]);
    private static final Timestamp TIME = Timestamp.ofText("2026-11-23T06:42:14.5+01:00");
    private static final String TIMES =
            "\"mtime\":\"2026-11-23T06:42:14.5+01:00\","
                    + "\"atime\":\"2026-11-23T06:42:14.5+01:00\","
                    + "\"ctime\":\"2026-11-23T06:42:14.5+01:00\",";

    private static Node node(FileName name, NodeKind kind, Node.Extras extras) {
        return new Node(
                name,
                kind,
                new FileMode(0),
                new Node.Times(TIME, TIME, TIME),
                new Node.Owner(0, 0, "", ""),
                new Node.Inode(0, 0, 0),
                extras);
    }

    private static Node file(String name) {
        return node(FileName.of(name), new NodeKind.RegularFile(0, List.of()), Node.Extras.NONE);
    }

    private static void assertExact(Node node, String json) {
        byte[] tree = TreeEncoder.encode(List.of(node));
        assertThat(new String(tree, UTF_8)).isEqualTo("{\"nodes\":[" + json + "]}\n");
        assertThat(TreeDecoder.decode(ID, tree)).containsExactly(node);
    }

    @Test
    void anEmptyTreeHasTheKnownId() {
        assertThat(ObjectId.hash(TreeEncoder.encode(List.of())))
                .hasToString("ac08ce34ba4f8123618661bef2425f7028ffb9ac740578a3ee88684d2523fee8");
    }

    @Test
    void theGoldenLineOfTheSpecificationIsWritten() {
        Timestamp old = Timestamp.ofText("1901-12-13T21:45:52+01:00");
        Node node =
                new Node(
                        FileName.of("hl2"),
                        new NodeKind.RegularFile(
                                4,
                                List.of(
                                        ObjectId.parse(
                                                "ed5465b9220df9ce176d0bf30d6a317729bd9d37e4ae1cc015cb24c99af1df49"))),
                        FileMode.ofPosix(0100644),
                        new Node.Times(
                                old, old, Timestamp.ofText("2026-11-23T06:42:14.028460192+01:00")),
                        new Node.Owner(0, 0, "root", "root"),
                        new Node.Inode(2498680, 65024, 2),
                        Node.Extras.NONE);
        assertThat(ObjectId.hash(TreeEncoder.encode(List.of(node))))
                .hasToString("13abb74ea5dc6e0a8f453b000fe81faac0dac06f3d3c9af2c957df659edcc275");
    }

    @Test
    void whatIsZeroIsLeftOutButIdsOfOwnersAndContent() {
        assertExact(
                file("a"),
                "{\"name\":\"a\",\"type\":\"file\","
                        + TIMES
                        + "\"uid\":0,\"gid\":0,\"content\":[]}");
    }

    @Test
    void allFieldsStandInResticsOrder() {
        Node.Extras extras =
                new Node.Extras(
                        List.of(
                                new Node.ExtendedAttribute("user.b", Optional.empty()),
                                new Node.ExtendedAttribute(
                                        "user.a", Optional.of(ByteString.of("x")))),
                        ByteString.of("{\"windows.file_attributes\":32}"),
                        "e<r");
        Node node =
                new Node(
                        FileName.of("d<"),
                        new NodeKind.CharacterDevice(-1),
                        new FileMode(-1),
                        new Node.Times(TIME, TIME, TIME),
                        new Node.Owner(1, 4294967295L, "u", "g"),
                        new Node.Inode(-1, Long.MIN_VALUE, 3),
                        extras);
        assertExact(
                node,
                "{\"name\":\"d\\u003c\",\"type\":\"chardev\",\"mode\":4294967295,"
                        + TIMES
                        + "\"uid\":1,\"gid\":4294967295,\"user\":\"u\",\"group\":\"g\","
                        + "\"inode\":18446744073709551615,\"device_id\":9223372036854775808,"
                        + "\"links\":3,\"extended_attributes\":[{\"name\":\"user.b\","
                        + "\"value\":null},{\"name\":\"user.a\",\"value\":\"eA==\"}],"
                        + "\"generic_attributes\":{\"windows.file_attributes\":32},"
                        + "\"device\":18446744073709551615,\"content\":null,"
                        + "\"error\":\"e\\u003cr\"}");
    }

    @Test
    void aTargetThatIsNotUtf8IsAlsoStoredRaw() {
        assertExact(
                node(
                        FileName.of("l"),
                        new NodeKind.Symlink(ByteString.of(new byte[] {'a', -1, -28, '<'})),
                        Node.Extras.NONE),
                "{\"name\":\"l\",\"type\":\"symlink\","
                        + TIMES
                        + "\"uid\":0,\"gid\":0,\"linktarget\":\"a\\ufffd\\ufffd\\u003c\","
                        + "\"linktarget_raw\":\"Yf/kPA==\",\"content\":null}");
    }

    @Test
    void otherKindsKeepTheirWord() {
        assertExact(
                node(FileName.of("x"), new NodeKind.Irregular("whiteout"), Node.Extras.NONE),
                "{\"name\":\"x\",\"type\":\"whiteout\","
                        + TIMES
                        + "\"uid\":0,\"gid\":0,\"content\":null}");
        assertExact(
                node(FileName.of("d"), new NodeKind.Directory(ID), Node.Extras.NONE),
                "{\"name\":\"d\",\"type\":\"dir\","
                        + TIMES
                        + "\"uid\":0,\"gid\":0,\"content\":null,\"subtree\":\""
                        + ID
                        + "\"}");
    }

    @Test
    void namesAreOrderedAsBytesNotAsText() {
        // U+FF5E is before U+1F600 in UTF-8, after it in UTF-16; "a\n" is before "aZ" only unquoted
        List<Node> nodes =
                List.of(file("\u0001"), file("a\n"), file("aZ"), file("\uff5e"), file("😀"));
        assertThat(TreeDecoder.decode(ID, TreeEncoder.encode(nodes))).isEqualTo(nodes);
    }

    @Test
    void aNodeOutOfOrderIsRefused() {
        TreeEncoder encoder = new TreeEncoder();
        encoder.add(file("b"));
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.add(file("a")));
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.add(file("b")));
    }

    @Test
    void anEncoderWritesOneTreeAfterAnother() {
        TreeEncoder encoder = new TreeEncoder();
        encoder.add(file("b"));
        byte[] first = encoder.finish();
        encoder.add(file("a"));
        assertThat(encoder.finish()).isEqualTo(TreeEncoder.encode(List.of(file("a"))));
        assertThat(first).isEqualTo(TreeEncoder.encode(List.of(file("b"))));
    }
}
