package lifeboat.engine.restic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lifeboat.engine.restic.Golden.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.compression.BlobCompressor;
import lifeboat.engine.restic.compression.UnpackedFile;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.index.IndexFile;
import lifeboat.engine.restic.index.IndexedPack;
import lifeboat.engine.restic.key.KeyFile;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.FinishedPack;
import lifeboat.engine.restic.pack.PackBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** restic itself reads a repository of which every byte is ours. */
class ResticReadsOursIT {

    private static final byte[] TEXT = "a line that compresses\n".repeat(500).getBytes(UTF_8);
    private static final byte[] SHORT = {7};

    @TempDir private Path root;

    @BeforeAll
    static void resticIsHere() {
        boolean here;
        try {
            here = run(Path.of("."), "version").startsWith("restic ");
        } catch (IOException | InterruptedException e) {
            here = false;
        }
        assumeTrue(here, "restic is not installed: nothing reads what we write");
    }

    @ParameterizedTest
    @EnumSource
    void keyPackAndIndexOfOursAreReadByRestic(Golden like) throws Exception {
        write(like);
        assertThat(run(root, "check", "--read-data")).contains("no errors were found");
        assertThat(run(root, "list", "blobs"))
                .contains("data " + ObjectId.hash(TEXT).hex())
                .contains("data " + ObjectId.hash(SHORT).hex());
        assertThat(run(root, "cat", "blob", ObjectId.hash(TEXT).hex()))
                .isEqualTo(new String(TEXT, UTF_8));
    }

    /** Writes a repository without snapshots, in the version of {@code like}. */
    private void write(Golden like) throws IOException, InterruptedException {
        SecureRandom random = new SecureRandom();
        int version = like == Golden.V1 ? 1 : 2;
        Sealer sealer = like.sealer();
        byte[] key =
                KeyFile.create(
                                password("geheim"),
                                like.masterKey(),
                                KeyFile.Origin.of(Instant.EPOCH, "jenkins", "ci"),
                                random)
                        .toJson();
        PackBuilder builder = new PackBuilder(PackBuilder.DEFAULT_TARGET_BYTES);
        addBlob(builder, sealer, TEXT, version == 2);
        addBlob(builder, sealer, SHORT, false);
        FinishedPack pack = builder.finish(sealer);
        IndexFile index = new IndexFile(List.of(new IndexedPack(pack.id(), pack.entries())));

        Files.createDirectories(root.resolve("snapshots"));
        Files.write(root.resolve("config"), sealer.seal(like.config(sealer).getBytes(UTF_8)));
        store("keys", key);
        store("data/" + pack.id().hex().substring(0, 2), pack.content().toBytes());
        store("index", sealer.seal(encode(index.toJson(), version)));
    }

    private static byte[] encode(byte[] json, int version) {
        byte[] out = new byte[UnpackedFile.maxEncodedLength(json.length)];
        return Arrays.copyOf(out, UnpackedFile.encode(json, version, out, 0));
    }

    private static void addBlob(
            PackBuilder builder, Sealer sealer, byte[] plain, boolean compress) {
        byte[] content = plain;
        int length = plain.length;
        if (compress) {
            content = new byte[BlobCompressor.maxCompressedLength(plain.length)];
            try (BlobCompressor compressor = new BlobCompressor(BlobCompressor.DEFAULT_LEVEL)) {
                length = compressor.compress(plain, 0, plain.length, content, 0);
            }
        }
        byte[] sealed = new byte[length + Sealer.OVERHEAD];
        sealer.seal(content, 0, length, sealed, 0);
        builder.add(
                BlobType.DATA,
                ObjectId.hash(plain),
                compress ? plain.length : 0,
                sealed,
                0,
                sealed.length);
    }

    private void store(String folder, byte[] content) throws IOException {
        Files.createDirectories(root.resolve(folder));
        Files.write(root.resolve(folder).resolve(ObjectId.hash(content).hex()), content);
    }

    private static String run(Path repository, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("restic", "--no-cache", "-r"));
        command.add(repository.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", "geheim");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }
}
