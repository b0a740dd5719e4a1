package lifeboat.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * All that there is to know of a tree: for every file, directory and link its type, mode, owner,
 * time, size, content, link target, hard links, extended attributes and ACLs.
 *
 * <p>It judges the engine, so it shares nothing with it: the facts come from find, sha256sum and
 * getfattr, and names are bytes, kept as a char for each. Needs the Debian package attr.
 */
public final class TreeListing {

    private final SortedMap<String, TreeEntry> entries;

    private TreeListing(SortedMap<String, TreeEntry> entries) {
        this.entries = entries;
    }

    /** Lists the tree below {@code root}, and {@code root} itself under the path {@code .}. */
    public static TreeListing of(Path root) throws IOException, InterruptedException {
        return new TreeListing(TreeReader.read(root));
    }

    /** Everything but directories. */
    public long files() {
        return entries.values().stream().filter(e -> !e.type().equals("d")).count();
    }

    public long bytes() {
        return entries.values().stream().mapToLong(TreeEntry::size).sum();
    }

    /** The paths of files that occupy less than their size. */
    public List<String> sparseFiles() {
        return entries.keySet().stream().filter(path -> entries.get(path).sparse()).toList();
    }

    /** A SHA-256, in hexadecimal, over all that {@link #differences} compares. */
    public String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            entries.forEach(
                    (path, entry) -> {
                        sha256.update((path + '\0').getBytes(ISO_8859_1));
                        entry.aspects()
                                .forEach(
                                        (aspect, value) ->
                                                sha256.update((value + '\0').getBytes(ISO_8859_1)));
                    });
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Says what differs in {@code other}, a line each, at most {@code most} lines; none if the
     * trees are the same. Holes in files don't count.
     */
    public List<String> differences(TreeListing other, int most) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> paths = new TreeSet<>(entries.keySet());
        paths.addAll(other.entries.keySet());
        for (String path : paths) {
            if (differences.size() >= most) {
                break;
            }
            if (!other.entries.containsKey(path)) {
                differences.add(printable(path) + ": missing");
            } else if (!entries.containsKey(path)) {
                differences.add(printable(path) + ": should not be there");
            } else {
                compare(path, entries.get(path), other.entries.get(path), differences);
            }
        }
        return differences.size() <= most ? differences : differences.subList(0, most);
    }

    private static void compare(String path, TreeEntry a, TreeEntry b, List<String> differences) {
        Map<String, String> found = b.aspects();
        a.aspects()
                .forEach(
                        (aspect, expected) -> {
                            String actual = found.get(aspect);
                            if (!expected.equals(actual)) {
                                differences.add(
                                        "%s: %s is %s, was %s"
                                                .formatted(
                                                        printable(path),
                                                        aspect,
                                                        printable(actual),
                                                        printable(expected)));
                            }
                        });
    }

    /** A text that is safe to show: bytes that are not ASCII, or not visible, as {@code \xNN}. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars()
                .limit(300)
                .forEach(
                        c -> {
                            if (c >= ' ' && c < 0x7f) {
                                shown.append((char) c);
                            } else {
                                shown.append("\\x%02x".formatted(c));
                            }
                        });
        return shown.toString();
    }
}
