package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One damaged file of each kind in a repository, damaged in each way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorruptionIT {

    enum Kind {
        CONFIG,
        KEY,
        INDEX,
        SNAPSHOT,
        DATA,
        TREE
    }

    enum Damage {
        FLIP,
        CUT,
        DELETE
    }

    private static final int MOST_NAMED = 1000; // the program only counts what comes after

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Comparator<Path> LARGEST =
            Comparator.comparingLong(file -> file.toFile().length());
    private static final Comparator<Path> NEWEST =
            Comparator.comparingLong(file -> file.toFile().lastModified());

    private Scratch scratch;
    private Path home;
    private TreeListing saved;
    private Repository whole;

    @BeforeAll
    void start() throws Exception {
        Needs.agent();
        Needs.restic();
        Needs.attributes();
        scratch = Scratch.create("corruption");
        home = scratch.resolve("home");
        SampleHome.small().write(home);
        whole = repository(Files.createDirectory(scratch.resolve("whole")));
        Program program = new Program(whole);
        program.init();
        program.backup(home);
        SampleHome.small().workOneDay(home);
        program.backup(home);
        saved = TreeListing.of(home);
    }

    @AfterAll
    void stop() throws IOException {
        if (scratch != null) {
            scratch.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DATA, FLIP", "DATA, CUT", "DATA, DELETE",
        "TREE, FLIP", "TREE, CUT", "TREE, DELETE",
        "INDEX, FLIP", "INDEX, CUT",
    })
    void whatIsDamagedIsNamedAndTheRestComesBack(Kind kind, Damage damage) throws Exception {
        Path file = damaged(kind, damage);
        Program program = new Program(repository(scratch.resolve(kind + "-" + damage)));

        Finished restore = program.run(restoring(kind + "-" + damage));
        Finished check = program.run("check", "--read-data");

        assertThat(restore.exitCode()).as(restore.errors()).isEqualTo(1);
        assertThat(restore.errors()).contains(name(file), "next: ");
        assertThat(check.exitCode()).as(check.errors()).isEqualTo(6);
        assertThat(check.errors()).contains(name(file), "next: ");
        List<String> suffering =
                restore.errors()
                        .lines()
                        .filter(line -> line.startsWith("error: "))
                        .map(line -> line.split(": ", -1)[1].replaceFirst("^\\./", ""))
                        .toList();
        List<String> differences =
                Program.exceptStage(
                        saved.differences(TreeListing.of(target(kind + "-" + damage)), 100_000));
        assertThat(differences).isNotEmpty().allMatch(line -> line.endsWith(": missing"));
        if (suffering.size() < MOST_NAMED) {
            assertThat(differences).allSatisfy(line -> requireNamed(line, suffering));
        }
    }

    @ParameterizedTest
    @CsvSource({"CONFIG, FLIP", "CONFIG, CUT", "KEY, FLIP", "KEY, CUT"})
    void withoutConfigOrKeyNothingIsTouched(Kind kind, Damage damage) throws Exception {
        Path file = damaged(kind, damage);
        Program program = new Program(repository(scratch.resolve(kind + "-" + damage)));

        Finished restore = program.run(restoring(kind + "-" + damage));

        assertThat(restore.exitCode()).as(restore.errors()).isEqualTo(1);
        assertThat(restore.errors()).contains(name(file), "next: ");
        assertThat(target(kind + "-" + damage)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"FLIP", "CUT"})
    void aDamagedSnapshotIsNamed(Damage damage) throws Exception {
        Path file = damaged(Kind.SNAPSHOT, damage);
        Program program = new Program(repository(scratch.resolve(Kind.SNAPSHOT + "-" + damage)));

        Finished restore = program.run(restoring(Kind.SNAPSHOT + "-" + damage));
        Finished check = program.run("check");

        assertThat(restore.exitCode()).as(restore.errors()).isEqualTo(1);
        assertThat(restore.errors()).contains(name(file), "next: ");
        assertThat(check.exitCode()).as(check.errors()).isEqualTo(6);
        assertThat(check.errors()).contains(name(file), "next: ");
    }

    private static void requireNamed(String difference, List<String> suffering) {
        String path = difference.substring(0, difference.length() - ": missing".length());
        assertThat(suffering).anyMatch(named -> path.equals(named) || path.startsWith(named + "/"));
    }

    private String[] restoring(String name) {
        return new String[] {
            "restore", "latest", "--path", home.toString(), "--target", target(name).toString()
        };
    }

    private Path target(String name) {
        return scratch.resolve("target-" + name);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Copies the repository and damages one file of the copy. */
    private Path damaged(Kind kind, Damage damage) throws Exception {
        Path folder = scratch.resolve(kind + "-" + damage);
        Command.of("cp", "-r", whole.url(), folder.toString()).run(LIMIT).requireSuccess();
        Path file = folder.resolve(find(kind));
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file); // it may be read-only
        int middle = bytes.length / 2;
        switch (damage) {
            case FLIP -> {
                bytes[middle] ^= 1;
                Files.write(file, bytes);
            }
            case CUT -> Files.write(file, Arrays.copyOf(bytes, middle));
            case DELETE -> {}
        }
        return file;
    }

    private static Repository repository(Path folder) {
        return new Repository(folder.toString(), "correct horse", Map.of());
    }

    /** The file that most depends on; relative to the repository. */
    private Path find(Kind kind) throws Exception {
        return switch (kind) {
            case CONFIG -> Path.of("config");
            case KEY -> most("keys", Comparator.comparing(Path::toString));
            case INDEX -> most("index", LARGEST);
            case SNAPSHOT -> most("snapshots", NEWEST);
            case DATA, TREE -> pack(kind.name().toLowerCase(Locale.ROOT));
        };
    }

    private Path most(String folder, Comparator<Path> order) throws IOException {
        Path repository = Path.of(whole.url());
        try (Stream<Path> files = Files.list(repository.resolve(folder))) {
            return repository.relativize(files.max(order).orElseThrow());
        }
    }

    /** The first pack with blobs of a type in the largest index, which restic decrypts. */
    private Path pack(String type) throws Exception {
        String index =
                new Restic(whole, scratch.resolve("cache"))
                        .require("cat", "index", name(most("index", LARGEST)))
                        .text()
                        .replaceAll("\\s", "");
        String id = "\"id\":\"(\\p{XDigit}{64})\",";
        Matcher pack =
                Pattern.compile(id + "\"blobs\":\\[\\{" + id + "\"type\":\"" + type).matcher(index);
        assertThat(pack.find()).isTrue();
        return Path.of("data", pack.group(1).substring(0, 2), pack.group(1));
    }
}
