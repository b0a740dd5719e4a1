package lifeboat.engine.restic.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.json.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeDecoderTest {

    private static final ObjectId ID = ObjectId.hash(new byte[0]);

    private static List<Node> decode(String json) {
        return TreeDecoder.decode(ID, json.getBytes(UTF_8));
    }

    private static Node decodeNode(String fields) {
        return decode("{\"nodes\":[{" + fields + "}]}").getFirst();
    }

    private static void assertRefused(Kind kind, String json) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOfSatisfying(
                        RepositoryException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining("tree " + ID);
    }

    private static String file(String name) {
        return "{\"name\":\"" + name + "\",\"type\":\"file\",\"content\":[]}";
    }

    @Test
    void whatForeignWritersAddIsIgnored() {
        List<Node> nodes =
                decode(
                        """
                        { "version" : {"a":[1,{"b":null}]},
                          "nodes" : [ { "x" : [[]], "name" : "a", "type" : "file",
                             "mtime" : null, "content" : [ ], "y" : {"name":"../b"} } ],
                          "nodes2": [ {"name":"/"} ] }""");
        assertThat(nodes).hasSize(1);
        assertThat(nodes.getFirst().name()).isEqualTo(FileName.of("a"));
        assertThat(nodes.getFirst().times().mtime()).isEqualTo(Timestamp.ZERO);
        assertThat(decode("{\"nodes\":null}")).isEmpty();
    }

    @Test
    void aTreeIsReadWhereItLiesInABuffer() {
        byte[] tree =
                ("{\"nodes\":[{\"name\":\"a\",\"type\":\"fifo\",\"generic_attributes\":"
                                + "{\"k\": [1, \"]\"]},\"uid\":7}]}\n")
                        .getBytes(UTF_8);
        byte[] buffer = new byte[tree.length + 20];
        System.arraycopy(tree, 0, buffer, 9, tree.length);
        List<Node> nodes = new ArrayList<>();
        TreeDecoder.decode(ID, buffer, 9, tree.length, nodes::add);
        assertThat(nodes.getFirst().extras().genericAttributes())
                .isEqualTo(ByteString.of("{\"k\": [1, \"]\"]}"));
        assertThat(nodes.getFirst().owner().uid()).isEqualTo(7);
    }

    @Test
    void numbersHaveNoSign() {
        Node node =
                decodeNode(
                        "\"name\":\"a\",\"type\":\"dev\",\"inode\":18446744073709551615,"
                                + "\"device_id\":9223372036854775808,\"device\":4294967296,"
                                + "\"uid\":4294967295,\"mode\":4294967295");
        assertThat(node.inode()).isEqualTo(new Node.Inode(-1, Long.MIN_VALUE, 0));
        assertThat(node.kind()).isEqualTo(new NodeKind.BlockDevice(1L << 32));
        assertThat(node.owner().uid()).isEqualTo(4294967295L);
        assertThat(node.mode()).isEqualTo(new FileMode(-1));
    }

    @Test
    void theRawTargetWins() {
        Node node =
                decodeNode(
                        "\"name\":\"a\",\"type\":\"symlink\",\"linktarget_raw\":\"/w==\","
                                + "\"linktarget\":\"\\ufffd\"");
        assertThat(node.kind()).isEqualTo(new NodeKind.Symlink(ByteString.of(new byte[] {-1})));
    }

    @Test
    void nullIsNotTheEmptyAttribute() {
        Node node =
                decodeNode(
                        "\"name\":\"a\",\"type\":\"fifo\",\"extended_attributes\":"
                                + "[{\"name\":\"n\",\"value\":null},{\"name\":\"e\",\"value\":\"\"}]");
        assertThat(node.extras().attributes())
                .containsExactly(
                        new Node.ExtendedAttribute("n", Optional.empty()),
                        new Node.ExtendedAttribute("e", Optional.of(ByteString.EMPTY)));
    }

    @Test
    void anUnknownTypeIsKeptAsOneThatCannotBeRestored() {
        assertThat(decodeNode("\"name\":\"a\",\"type\":\"irregular\"").kind())
                .isEqualTo(new NodeKind.Irregular("irregular"));
        assertThat(decodeNode("\"name\":\"a\",\"type\":\"door\"").kind())
                .isEqualTo(new NodeKind.Irregular("door"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "a/b",
                "../x",
                "\\\\x00",
                "a\\\\x00b",
                "\\\\x2e\\\\056",
                "\\\\u002fetc",
                "a\\\\x2fb",
                "\\u002f",
                "\\u0000"
            })
    void namesThatLeadElsewhereAreRefused(String name) {
        assertRefused(Kind.REPOSITORY_HOSTILE, "{\"nodes\":[" + file(name) + "]}");
    }

    @Test
    void namesThatOnlyLookDangerousAreAccepted() {
        assertThat(decode("{\"nodes\":[" + file("...") + "," + file("..a") + "]}")).hasSize(2);
    }

    @Test
    void aNodeWithoutANameIsRefused() {
        assertRefused(Kind.REPOSITORY_HOSTILE, "{\"nodes\":[{\"type\":\"file\",\"content\":[]}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,a", "b,a,b", "a,c,b,c", "c,b,a,a", "b,a,c,d,e,a", "a,\\\\x61"})
    void aNameThatComesTwiceIsRefused(String names) {
        assertRefused(Kind.REPOSITORY_HOSTILE, tree(names));
    }

    @Test
    void nodesOutOfOrderAreAccepted() {
        assertThat(decode(tree("b,a,d,c")))
                .extracting(n -> n.name().toString())
                .containsExactly("b", "a", "d", "c");
    }

    private static String tree(String names) {
        List<String> nodes = java.util.Arrays.stream(names.split(",")).map(n -> file(n)).toList();
        return "{\"nodes\":[" + String.join(",", nodes) + "]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"uid\":-1",
                "\"uid\":4294967296",
                "\"mode\":4294967296",
                "\"mode\":-1",
                "\"size\":9223372036854775808",
                "\"inode\":18446744073709551616",
                "\"inode\":-9223372036854775809",
                "\"links\":-1"
            })
    void numbersOutOfRangeAreRefused(String field) {
        assertRefused(
                Kind.REPOSITORY_HOSTILE,
                "{\"nodes\":[{\"name\":\"a\",\"type\":\"file\",\"content\":[]," + field + "}]}");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1000, 1_000_000})
    void absurdNestingIsRefused(int depth) {
        String nested = "[".repeat(depth) + "]".repeat(depth);
        assertRefused(Kind.REPOSITORY_HOSTILE, "{\"x\":" + nested + ",\"nodes\":[]}");
    }

    @Test
    void aNumberOfAMillionDigitsIsRefused() {
        assertRefused(
                Kind.REPOSITORY_HOSTILE, "{\"nodes\":[{\"inode\":" + "9".repeat(1_000_000) + "}]}");
    }

    @Test
    void twoListsOfNodesAreRefused() {
        assertRefused(Kind.REPOSITORY_HOSTILE, "{\"nodes\":[],\"nodes\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"file\"",
                "\"type\":\"file\",\"content\":null",
                "\"type\":\"dir\"",
                "\"type\":\"dir\",\"subtree\":null",
                "\"type\":\"file\",\"content\":[null]",
                "\"type\":\"file\",\"content\":[\"ab\"]",
                "\"type\":\"file\",\"content\":\"ab\"",
                "\"type\":\"fifo\",\"mtime\":\"yesterday\"",
                "\"type\":\"fifo\",\"mtime\":12",
                "\"type\":\"fifo\",\"uid\":\"0\"",
                "\"type\":\"fifo\",\"uid\":1.0",
                "\"type\":\"fifo\",\"uid\":[]",
                "\"type\":7",
                "\"type\":\"symlink\",\"linktarget_raw\":\"?\"",
                "\"type\":\"fifo\",\"name\":\"bad\\\\q\""
            })
    void whatDoesNotFitTogetherIsDamage(String fields) {
        assertRefused(Kind.REPOSITORY_DAMAGED, "{\"nodes\":[{\"name\":\"a\"," + fields + "}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "{\"nodes\":{}}",
                "{\"nodes\":[1]}",
                "{\"nodes\":[null]}",
                "{\"nodes\":[]",
                "{\"nodes\":[}",
                "{\"nodes\":[]}}",
                "{\"nodes\":[]} x",
                "{\"nodes\":[]}{\"nodes\":[]}",
                "{'nodes':[]}",
                "{\"nodes\":[{\"name\":\"a"
            })
    void whatIsNoTreeIsDamage(String json) {
        assertRefused(Kind.REPOSITORY_DAMAGED, json);
    }

    @Test
    void messagesShowNamesWithoutControlCharacters() {
        assertThatThrownBy(() -> decode("{\"nodes\":[" + file("\\\\x1b[2J/") + "]}"))
                .hasMessageEndingWith("has an entry whose name \"\\x1b[2J/\" contains a slash");
    }
}
