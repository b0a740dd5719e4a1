package lifeboat.engine.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lifeboat.engine.CheckRequest;
import lifeboat.engine.Platform;
import lifeboat.engine.Problem;
import lifeboat.engine.Progress;
import lifeboat.engine.Repository;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.restic.Golden;
import lifeboat.engine.store.LocalObjectStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real restic and we find the same repositories whole, and the same ones damaged. */
class ResticVerdictIT {

    private static final Set<String> HINTS =
            Set.of("PACK_ORPHANED", "PACK_MIXED", "PACK_INDEXED_TWICE", "FILE_SIZE");

    @TempDir private Path root;

    @BeforeAll
    static void resticIsHere() {
        boolean here;
        try {
            here = new ProcessBuilder("restic", "version").start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            here = false;
        }
        assumeTrue(here, "restic is not installed: there is no verdict to compare ours with");
    }

    /**
     * Damages the largest file of a folder.
     *
     * @param at the byte that is flipped, from the end if negative
     */
    @ParameterizedTest
    @CsvSource({
        "V1, data, none, 0",
        "V2, data, none, 0",
        "V1, data, flip, 20",
        "V2, data, flip, 20",
        "V1, data, flip, -2",
        "V1, data, flip, -30",
        "V1, data, cut, 1",
        "V2, data, cut, 50",
        "V1, data, delete, 0",
        "V1, index, flip, 40", // which restic reads again and again, for three quarters of a minute
        "V1, index, cut, 1",
        "V1, index, delete, 0",
        "V1, snapshots, flip, 40",
        "V1, snapshots, cut, 5",
        "V1, snapshots, delete, 0",
        "V1, keys, cut, 100",
        "V1, keys, delete, 0",
        "V1, config, flip, 40",
        "V1, config, delete, 0",
        "V1, data, add, 0"
    })
    void verdictsAgree(Golden golden, String folder, String what, int at) throws Exception {
        copy(golden.root());
        damage(largest(root.resolve(folder)), what, at);
        assertThat(ourVerdict()).isEqualTo(verdictOfRestic());
    }

    private String ourVerdict() throws InterruptedException {
        Platform platform = new Platform(Clock.systemUTC(), System::nanoTime, _ -> {});
        LocalObjectStore store = new LocalObjectStore(root, Clock.systemUTC());
        try (Repository repository = Repository.open(store, Golden.password("geheim"), platform)) {
            Progress progress = new Progress();
            repository.check(new CheckRequest(1), progress);
            return progress.problemsFrom(0).stream().allMatch(ResticVerdictIT::isHint)
                    ? "whole"
                    : "damaged";
        } catch (RepositoryException e) {
            return "damaged";
        }
    }

    /** What restic, too, finds no fault with; lost packs with good copies it calls damage. */
    private static boolean isHint(Problem problem) {
        return HINTS.contains(problem.code());
    }

    private String verdictOfRestic() throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("locks"));
        ProcessBuilder builder =
                new ProcessBuilder(
                                "restic",
                                "--no-cache",
                                "-r",
                                root.toString(),
                                "check",
                                "--read-data")
                        .redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", "geheim");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        boolean good = process.waitFor() == 0;
        assertThat(output.contains("no errors were found")).isEqualTo(good);
        return good ? "whole" : "damaged";
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = root.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private static Path largest(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            Path largest = found.getFirst();
            for (Path file : found) {
                largest = Files.size(file) > Files.size(largest) ? file : largest;
            }
            return largest;
        }
    }

    private static void damage(Path file, String what, int at) throws IOException {
        byte[] content = Files.readAllBytes(file);
        switch (what) {
            case "none" -> {}
            case "delete" -> Files.delete(file);
            case "cut" -> Files.write(file, Arrays.copyOf(content, content.length - at));
            case "flip" -> {
                content[Math.floorMod(at, content.length)] ^= 1;
                Files.write(file, content);
            }
            case "add" -> Files.write(file.resolveSibling("%064x".formatted(7)), content);
            default -> throw new IllegalArgumentException(what);
        }
    }
}
