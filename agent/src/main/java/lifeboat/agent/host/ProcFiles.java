package lifeboat.agent.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what the kernel tells in files below a root; a file that is gone reads as nothing. */
final class ProcFiles {

    private static final int KIB = 1024;

    private final Path root;

    ProcFiles(Path root) {
        this.root = root;
    }

    String text(String path) {
        try {
            return Files.readString(root.resolve(path), ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }

    List<String> lines(String path) {
        return text(path).lines().toList();
    }

    /** The value behind {@code key} in lines such as {@code VmRSS: 120 kB}, in bytes. */
    long kibibytes(String path, String key) {
        return value(path, key + ":")
                .map(value -> number(value.replace(" kB", "")).orElse(0) * KIB)
                .orElse(0L);
    }

    /** What stands behind {@code key} at the beginning of a line. */
    Optional<String> value(String path, String key) {
        return lines(path).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .findFirst();
    }

    static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The ids of all processes. */
    List<Long> processes() {
        List<Long> ids = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(root.resolve("proc"), "[0-9]*")) {
            for (Path entry : entries) {
                number(entry.getFileName().toString()).ifPresent(ids::add);
            }
        } catch (IOException e) {
            return List.of();
        }
        return ids;
    }
}
