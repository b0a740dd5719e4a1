package lifeboat.engine.restic.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Password;
import lifeboat.engine.restic.json.Timestamp;
import lifeboat.engine.restic.key.CheapKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of the restic that is installed, whatever its version. */
class ResticTreeIT {

    private static final String ZONE = "America/St_Johns";

    /** Not all file systems and users can make all of it; what can't be made is left out. */
    private static final String MAKE_TREE =
            """
            mkdir -p home/names home/links home/lost home/live/dir home/special home/xattr
            cd home/names
            for name in 'plain' '\\n new\\n line' 'quo"te' 'back\\\\slash' '<&>' "it's" \
                'bad\\377\\344utf8' 'ctl\\001\\007\\033\\177' 'nbsp\\302\\240' 'emoji\\360\\237\\230\\200' \
                'soft\\302\\255' 'zwj\\342\\200\\215' 'ls\\342\\200\\250' 'bom\\357\\273\\277' \
                'private\\356\\200\\200' 'half\\355\\240\\200' 'cut\\303' 'last\\364\\217\\277\\277'; do
              printf x > "$(printf "$name")"
            done
            printf x > "$(printf 'n%.0s' $(seq 255))"
            cd ../links
            ln -s nowhere dangling; ln -s /etc/passwd absolute; ln -s "$(printf '<\\342\\200\\250>')" html
            ln -s "$(printf 'bad\\377\\344')" ../lost/target
            cd ../live
            printf 'one' > one; ln one two; : > empty; chmod 6755 one; chmod 0 empty
            ln -s one link; chmod 1777 dir; mkfifo fifo
            touch -d @-2147483648 empty; touch -d '2040-07-01 12:00:00.12 UTC' fifo
            touch -h -d '1969-12-31 23:59:59.999999999 UTC' link
            cd ../special
            mknod null c 1 3 2>/dev/null; mknod loop b 7 300 2>/dev/null
            : > far; touch -d '2400-01-01' far
            cd ../xattr
            : > f; setfattr -n user.z -v 0x00ff f 2>/dev/null; setfattr -n user.a f 2>/dev/null
            true
            """;

    private static final String PASSWORD = "geheim";

    @TempDir static Path folder;

    @BeforeAll
    static void makeRepository() throws Exception {
        boolean installed =
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(p -> Files.isExecutable(Path.of(p, "restic")));
        assumeTrue(installed, "restic is not on the PATH: nothing to compare with");
        run("sh", "-c", MAKE_TREE);
        run("restic", "init", "-q");
        CheapKey.replace(folder.resolve("repository"), Password.of(PASSWORD.toCharArray()));
        run("restic", "backup", "-q", "--with-atime", "home");
    }

    @Test
    void everyTreeEncodesToTheBytesThatResticStored() throws Exception {
        List<ObjectId> trees =
                lines("restic", "list", "blobs")
                        .filter(line -> line.startsWith("tree "))
                        .map(line -> ObjectId.parse(line.substring("tree ".length())))
                        .toList();
        assertThat(trees).hasSizeGreaterThanOrEqualTo(8);
        StringBuilder all = new StringBuilder();
        for (ObjectId id : trees) {
            byte[] json = run("restic", "cat", "blob", id.hex());
            assertThat(ObjectId.hash(json)).isEqualTo(id);
            String stored = new String(json, UTF_8);
            if (!stored.contains("linktarget_raw")) { // restic before 0.16 lost such bytes
                stored = stored.replace("\\ufffd", "\ufffd");
            }
            byte[] encoded = TreeEncoder.encode(TreeDecoder.decode(id, json));
            assertThat(new String(encoded, UTF_8)).isEqualTo(stored);
            all.append(stored);
        }
        assertThat(all)
                .contains("\"bad\\\\xff\\\\xe4utf8\"", "\"nbsp\\\\u00a0\"", "\"last\\\\U0010ffff\"")
                .contains("\"emoji😀\"", "1901-12-13T", "2400-01-01T", "\"links\":2", "\"fifo\"");
    }

    @Test
    void aTreeMadeFromTheFilesIsTheOneThatResticMade() throws Exception {
        ObjectId live = subtree(subtree(snapshotTree(), "home"), "live");
        List<Node> stored = TreeDecoder.decode(live, run("restic", "cat", "blob", live.hex()));
        TreeEncoder encoder = new TreeEncoder();
        for (Node node : stored) {
            encoder.add(nodeOf(folder.resolve("home/live/" + node.name()), node));
        }
        assertThat(stored).hasSize(6);
        assertThat(ObjectId.hash(encoder.finish())).isEqualTo(live);
    }

    private static ObjectId snapshotTree() throws Exception {
        String json = new String(run("restic", "snapshots", "--json"), UTF_8);
        int at = json.indexOf("\"tree\":\"") + "\"tree\":\"".length();
        return ObjectId.parse(json.substring(at, at + 64));
    }

    private static ObjectId subtree(ObjectId tree, String name) throws Exception {
        return TreeDecoder.decode(tree, run("restic", "cat", "blob", tree.hex())).stream()
                .filter(node -> node.name().equals(FileName.of(name)))
                .map(node -> ((NodeKind.Directory) node.kind()).subtree())
                .findAny()
                .orElseThrow();
    }

    /** The entry at {@code path}; only atime, which reading changes, is from {@code stored}. */
    private static Node nodeOf(Path path, Node stored) throws IOException {
        Map<String, Object> stat = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) stat.get("mode");
        NodeKind kind =
                switch (mode & 0170000) {
                    case 0040000 -> new NodeKind.Directory(emptyTree());
                    case 0120000 ->
                            new NodeKind.Symlink(
                                    ByteString.of(Files.readSymbolicLink(path).toString()));
                    case 0010000 -> new NodeKind.Fifo();
                    default -> new NodeKind.RegularFile((Long) stat.get("size"), content(path));
                };
        boolean counted = !(kind instanceof NodeKind.Directory || kind instanceof NodeKind.Fifo);
        return new Node(
                FileName.of(path.getFileName().toString()),
                kind,
                FileMode.ofPosix(mode),
                new Node.Times(
                        time(stat, "lastModifiedTime"),
                        stored.times().atime(),
                        time(stat, "ctime")),
                new Node.Owner(
                        (Integer) stat.get("uid"),
                        (Integer) stat.get("gid"),
                        stat.get("owner").toString(),
                        stat.get("group").toString()),
                new Node.Inode(
                        (Long) stat.get("ino"),
                        (Long) stat.get("dev"),
                        counted ? (Integer) stat.get("nlink") : 0),
                Node.Extras.NONE);
    }

    private static ObjectId emptyTree() {
        return ObjectId.hash(TreeEncoder.encode(List.of()));
    }

    private static List<ObjectId> content(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        return bytes.length == 0 ? List.of() : List.of(ObjectId.hash(bytes));
    }

    private static Timestamp time(Map<String, Object> stat, String name) {
        Instant instant = ((FileTime) stat.get(name)).toInstant();
        return Timestamp.of(instant, ZoneId.of(ZONE));
    }

    private static Stream<String> lines(String... command) throws Exception {
        return new String(run(command), UTF_8).lines();
    }

    private static byte[] run(String... command) throws Exception {
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(new ArrayList<>(List.of(command)))
                        .directory(folder.toFile())
                        .redirectError(errors.toFile());
        builder.environment().put("RESTIC_REPOSITORY", folder.resolve("repository").toString());
        builder.environment().put("RESTIC_CACHE_DIR", folder.resolve("cache").toString());
        builder.environment().put("RESTIC_PASSWORD", PASSWORD);
        builder.environment().put("TZ", ZONE);
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor())
                .as(() -> String.join(" ", command) + ": " + read(errors))
                .isZero();
        return output;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
