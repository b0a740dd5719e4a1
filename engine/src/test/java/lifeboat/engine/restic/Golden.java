package lifeboat.engine.restic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Password;
import lifeboat.engine.restic.compression.UnpackedFile;
import lifeboat.engine.restic.crypto.MasterKey;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.index.IndexFile;

/** The repositories under {@code golden/repository/restic-0.14}, read by hand. */
public enum Golden {
    V1(
            "v1",
            """
            {"mac":{"k":"49/2b+SLatosyXvfsEiWnA==","r":"s1wyAzyDpAPIJZQApMOKDA=="},
            "encrypt":"7Bid09wz6OwaUPonLnOtiZ4P5Ybo9aTwmkmYKR8GkW4="}"""),
    V2(
            "v2",
            """
            {"mac":{"k":"W8PRgoSmkDlZbkUxjlE52A==","r":"ktW1DswRwwggAmIMlOY8Bg=="},
            "encrypt":"VoaITSjkMpBOkWdr3tGnt6tNE3vf5j2oTq4GI0GUIcg="}""");

    private final Path root;
    private final String masterKey;

    Golden(String folder, String masterKey) {
        root = Path.of("src/test/resources/golden/repository/restic-0.14", folder);
        this.masterKey = masterKey;
    }

    /** The repository's folder; not to be written to. */
    public Path root() {
        return root;
    }

    public static Password password(String text) {
        return Password.of(text.toCharArray());
    }

    /** The objects of a folder, such as {@code index}, by name. */
    public Map<ObjectId, byte[]> objects(String folder) {
        Map<ObjectId, byte[]> objects = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                ObjectId id = ObjectId.parse(file.getFileName().toString());
                assertThat(ObjectId.hash(content)).isEqualTo(id);
                objects.put(id, content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }

    /** What {@code restic cat masterkey} prints; spares each test the key derivation. */
    public MasterKey masterKey() {
        return MasterKey.parse(masterKey.getBytes(UTF_8));
    }

    public Sealer sealer() {
        return new Sealer(masterKey(), new SecureRandom());
    }

    /** The JSON of an index or snapshot file. */
    public static byte[] open(Sealer sealer, byte[] stored) {
        byte[] plain = sealer.open(stored).orElseThrow();
        return UnpackedFile.decode("golden", plain, plain.length, 1 << 20);
    }

    /** All index files, by name. */
    public Map<ObjectId, IndexFile> indexes(Sealer sealer) {
        Map<ObjectId, IndexFile> indexes = new TreeMap<>();
        objects("index")
                .forEach(
                        (id, stored) -> indexes.put(id, IndexFile.parse(id, open(sealer, stored))));
        return indexes;
    }

    /** The plain config. */
    public String config(Sealer sealer) {
        try {
            byte[] stored = Files.readAllBytes(root.resolve("config"));
            return new String(sealer.open(stored).orElseThrow(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
