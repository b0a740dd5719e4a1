package lifeboat.agent.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Lines of text that are on disk when they have been added.
 *
 * <p>Each line is its CRC-32C in hexadecimal, a space, the text. What follows the last whole line
 * was never promised to anybody: it is cut off when the file is opened, and kept beside it.
 *
 * <p>Not a channel: one that an interrupted thread writes to is closed by that.
 */
final class JournalFile implements AutoCloseable {

    private static final int SUM_DIGITS = 8;

    private final Path path;
    private final List<String> found;
    private RandomAccessFile file;
    private long end;

    private JournalFile(Path path, RandomAccessFile file, List<String> found, long end) {
        this.path = path;
        this.file = file;
        this.found = found;
        this.end = end;
    }

    static JournalFile open(Path path) throws IOException {
        if (!Files.exists(path)) {
            createPrivate(path);
        }
        byte[] content = Files.readAllBytes(path);
        List<String> lines = new ArrayList<>();
        int end = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                String line = new String(content, end, i - end, UTF_8);
                if (!isWhole(line)) {
                    break;
                }
                lines.add(line.substring(SUM_DIGITS + 1));
                end = i + 1;
            }
        }
        if (end < content.length) {
            Files.copy(
                    path, path.resolveSibling("journal.torn"), StandardCopyOption.REPLACE_EXISTING);
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        file.setLength(end);
        file.getFD().sync();
        syncFolder(path);
        return new JournalFile(path, file, List.copyOf(lines), end);
    }

    private static void createPrivate(Path path) throws IOException {
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static boolean isWhole(String line) {
        return line.length() > SUM_DIGITS
                && line.charAt(SUM_DIGITS) == ' '
                && line.startsWith(sum(line.substring(SUM_DIGITS + 1)));
    }

    private static String sum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(UTF_8));
        return "%08x".formatted(sum.getValue());
    }

    /** The lines that were there when it was opened. */
    List<String> found() {
        return found;
    }

    long bytes() {
        return end;
    }

    /** Adds a line, all or nothing: what a failure leaves of it is written over by the next. */
    void add(String text) throws IOException {
        byte[] line = encode(text);
        write(file, line, end);
        file.getFD().sync();
        end += line.length;
    }

    /** Puts {@code lines} in the place of all, at once. */
    void replace(List<String> lines) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        createPrivate(next);
        RandomAccessFile written = new RandomAccessFile(next.toFile(), "rw");
        boolean replaced = false;
        long length = 0;
        try {
            for (String line : lines) {
                byte[] bytes = encode(line);
                write(written, bytes, length);
                length += bytes.length;
            }
            written.getFD().sync();
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
            replaced = true;
        } finally {
            if (!replaced) {
                written.close();
            }
        }
        file.close();
        file = written;
        end = length;
        syncFolder(path);
    }

    private static byte[] encode(String text) {
        return (sum(text) + " " + text + "\n").getBytes(UTF_8);
    }

    private static void write(RandomAccessFile file, byte[] bytes, long position)
            throws IOException {
        file.setLength(position);
        file.seek(position);
        file.write(bytes);
    }

    private static void syncFolder(Path path) throws IOException {
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
