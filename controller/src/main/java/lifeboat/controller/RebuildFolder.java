package lifeboat.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/**
 * A data folder that is being made: files come into a draft inside of it, which may so be the mount
 * point of a volume, and all go to their places in the end. Closed before that, it leaves nothing.
 */
final class RebuildFolder implements AutoCloseable {

    private static final String DRAFT = ".rebuild";

    /** What may be there: of a rebuild that was killed, and of a volume that is new. */
    private static final Set<String> HARMLESS = Set.of(DRAFT, DataFolder.LOCK, "lost+found");

    private final Path folder;
    private final boolean existed;
    private final DataFolder held;

    private RebuildFolder(Path folder, boolean existed, DataFolder held) {
        this.folder = folder;
        this.existed = existed;
        this.held = held;
    }

    /**
     * Takes a folder that is missing or empty.
     *
     * @throws ControllerException {@code DATA_FOLDER_IN_USE}, {@code DATA_IN_USE}
     */
    static RebuildFolder take(Path folder) {
        try {
            boolean existed = Files.exists(folder);
            if (existed) {
                requireEmpty(folder);
            }
            RebuildFolder taken = new RebuildFolder(folder, existed, DataFolder.take(folder));
            taken.deleteDraft();
            Files.createDirectory(
                    taken.draft(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        List<String> found = names(folder).stream().filter(n -> !HARMLESS.contains(n)).toList();
        if (!found.isEmpty()) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "DATA_FOLDER_IN_USE",
                    "%s is not empty: it holds %s".formatted(folder, String.join(", ", found)),
                    "name a folder that is missing or empty; what is left of a lost controller goes"
                            + " aside: mv %s %s.lost".formatted(folder, folder));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** Where the files are to be made. */
    Path draft() {
        return folder.resolve(DRAFT);
    }

    /**
     * Puts all files into their places.
     *
     * @param last the file without which the others are no controller's, so that a crash in between
     *     is noticed
     */
    void finish(String last) {
        try {
            for (String name : names(draft())) {
                if (!name.equals(last)) {
                    place(name);
                }
            }
            sync();
            place(last);
            Files.delete(draft());
            sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void place(String name) throws IOException {
        Files.move(draft().resolve(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        }
    }

    private void deleteDraft() throws IOException {
        if (Files.exists(draft())) {
            try (Stream<Path> tree = Files.walk(draft())) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Lets go of the folder; what was not finished is gone. */
    @Override
    public void close() {
        try {
            boolean finished = Files.notExists(draft());
            deleteDraft();
            held.close();
            if (!finished) {
                Files.delete(folder.resolve(DataFolder.LOCK));
                if (!existed) {
                    Files.delete(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
