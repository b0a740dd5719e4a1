package lifeboat.engine.restic.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.Mangling;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.PackEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexFileTest {

    private static final ObjectId FILE = ObjectId.hash(new byte[] {'f'});
    private static final ObjectId PACK = ObjectId.hash(new byte[] {'p'});
    private static final ObjectId BLOB = ObjectId.hash(new byte[] {'b'});

    private static final IndexFile INDEX =
            new IndexFile(
                    List.of(FILE),
                    List.of(
                            new IndexedPack(
                                    PACK,
                                    List.of(
                                            new PackEntry(BlobType.DATA, BLOB, 0, 32, 0),
                                            new PackEntry(
                                                    BlobType.TREE, BLOB, 32, 4294967263L, 7)))));

    private static final String JSON =
            ("{'supersedes':['FILE'],'packs':[{'id':'PACK','blobs':["
                            + "{'id':'BLOB','type':'data','offset':0,'length':32},"
                            + "{'id':'BLOB','type':'tree','offset':32,'length':4294967263,"
                            + "'uncompressed_length':7}]}]}\n")
                    .replace("FILE", FILE.hex())
                    .replace("PACK", PACK.hex())
                    .replace("BLOB", BLOB.hex())
                    .replace('\'', '"');

    private static IndexFile parse(String json) {
        return IndexFile.parse(FILE, json.getBytes(UTF_8));
    }

    @Test
    void isWrittenAndReadAsResticDoes() {
        assertThat(new String(INDEX.toJson(), UTF_8)).isEqualTo(JSON);
        assertThat(parse(JSON)).isEqualTo(INDEX);
    }

    @Test
    void supersedesIsLeftOutIfEmpty() {
        assertThat(new String(new IndexFile(List.of()).toJson(), UTF_8))
                .isEqualTo("{\"packs\":[]}\n");
    }

    @Test
    void keysOfRusticAndAnyOrderAreRead() {
        String json =
                JSON.replace(
                                "{\"supersedes\"",
                                "{\"packs_to_delete\":[{\"id\":7}],\"x\":null,\"supersedes\"")
                        .replace("\"blobs\":", "\"time\":\"2026\",\"size\":100,\"blobs\":")
                        .replace(
                                "\"type\":\"data\",\"offset\":0",
                                "\"offset\":0,\"y\":{},\"type\":\"data\"");
        assertThat(json).hasSizeGreaterThan(JSON.length() + 60);
        assertThat(parse(json)).isEqualTo(INDEX);
    }

    @Test
    void theOldFormIsABareArray() {
        String packs = JSON.substring(JSON.indexOf("[{"), JSON.lastIndexOf('}'));
        assertThat(parse(packs)).isEqualTo(new IndexFile(INDEX.packs()));
    }

    @Test
    void goWritesAnEmptyListAsNull() {
        assertThat(parse("{\"packs\":null}")).isEqualTo(new IndexFile(List.of()));
    }

    /** Each is what to replace in the good file, and by what. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"offset\":0>\"offset\":-1",
                "\"offset\":0>\"offset\":0.5",
                "\"offset\":0>\"offset\":\"0\"",
                "\"offset\":0>\"offset\":null",
                "\"offset\":0>\"offset\":4294967296",
                "\"offset\":0>\"offset\":99999999999999999999999",
                "\"offset\":0>\"offset\":0,\"offset\":0",
                "\"offset\":0,>",
                "\"length\":32>\"length\":31",
                "\"length\":32>\"size\":32",
                "4294967263>4294967264",
                "length\":7>length\":-7",
                "length\":7>length\":4294967296",
                "\"data\">\"blob\"",
                "\"data\">0",
                "\"type\":\"data\",>",
                "\"type\":\"data\">\"type\":\"data\",\"type\":\"tree\"",
                "\"blobs\":>\"glob\":",
                "\"packs\":>\"sacks\":",
                "\"packs\":[>\"packs\":[],\"packs\":[",
                "\"packs\":[>\"packs\":[7,",
                "\"blobs\":[>\"blobs\":[null,",
                "\"id\":\">\"id\":\"00",
                "\"id\":\"1>\"id\":\"G",
                "\"id\":\">\"id\":7,\"x\":\"",
                "}]}]}>}]}]}{",
                "}]}]}>}]}]"
            })
    void nonsenseIsDamage(String change) {
        int middle = change.indexOf('>');
        String what = change.substring(0, middle);
        if (what.equals("\"id\":\"1")) { // no digit in place of any first one
            what = "\"id\":\"" + PACK.hex().charAt(0);
        }
        String json = JSON.replace(what, change.substring(middle + 1));
        assertThat(json).isNotEqualTo(JSON);
        assertDamaged(json.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "null", "\"packs\"", "{}", "[7]", "[null]", "\u0002"})
    void otherFilesAreDamage(String json) {
        assertDamaged(json.getBytes(UTF_8));
    }

    @Test
    void anyCutIsDamage() {
        byte[] json = JSON.getBytes(UTF_8);
        for (int length = 0;
                length < json.length - 1;
                length++) { // without its newline it is whole
            assertDamaged(Arrays.copyOf(json, length));
        }
    }

    @Test
    void damageGivesOnlyTypedErrors() {
        Mangling.onlyTypedErrors(JSON.getBytes(UTF_8), 20_000, bad -> IndexFile.parse(FILE, bad));
    }

    private static void assertDamaged(byte[] json) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> IndexFile.parse(FILE, json))
                .withMessageContaining("index/" + FILE)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REPOSITORY_DAMAGED));
    }
}
