package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a tree by find, sha256sum and getfattr. */
final class TreeReader {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /**
     * A name has 255 bytes at most, so a path of fewer parts than this fits into what a system call
     * takes (4096); deeper files are visited from their own directory, slowly.
     */
    private static final int DEEP = 12;

    private static final String[] FIELDS = {
        "%P", "%y", "%m", "%U:%G", "%T@", "%s", "%l", "%D:%i", "%n", "%b"
    };

    private TreeReader() {}

    static SortedMap<String, TreeEntry> read(Path root) throws IOException, InterruptedException {
        String format = String.join("\\0", FIELDS) + "\\0";
        String[] found = split(find(root, "-printf", format));
        StringBuilder all = new StringBuilder();
        StringBuilder files = new StringBuilder();
        Map<String, String> firstNames = new HashMap<>();
        for (int i = 0; i < found.length; i += FIELDS.length) {
            String path = found[i];
            boolean deep = depth(path) >= DEEP;
            if (!deep) {
                all.append("./").append(path).append('\0');
            }
            if (!deep && found[i + 1].equals("f")) {
                files.append("./").append(path).append('\0');
            }
            if (!found[i + 1].equals("d") && !found[i + 8].equals("1")) {
                firstNames.merge(found[i + 7], path, (a, b) -> a.compareTo(b) < 0 ? a : b);
            }
        }
        Map<String, String> hashes = hashes(root, files.toString());
        Map<String, List<String>> attributes = attributes(root, all.toString());
        SortedMap<String, TreeEntry> entries = new TreeMap<>();
        for (int i = 0; i < found.length; i += FIELDS.length) {
            String path = found[i].isEmpty() ? "." : found[i];
            boolean file = found[i + 1].equals("f");
            long size = Long.parseLong(found[i + 5]);
            entries.put(
                    path,
                    new TreeEntry(
                            found[i + 1],
                            found[i + 2],
                            found[i + 3],
                            found[i + 4],
                            file ? size : 0, // of a directory it depends on the file system
                            file ? hashes.get(path) : found[i + 6],
                            firstNames.getOrDefault(found[i + 7], ""),
                            attributes.getOrDefault(path, List.of()),
                            file && Long.parseLong(found[i + 9]) * 512 < size));
        }
        return entries;
    }

    private static Map<String, String> hashes(Path root, String files)
            throws IOException, InterruptedException {
        Map<String, String> hashes = new HashMap<>();
        for (String line : split(each(root, files, "sha256sum", "-z"))) {
            hashes.put(line.substring(68), line.substring(0, 64)); // behind "<hash>  ./"
        }
        deep(root, List.of("-type", "f"), "sha256sum") // a backslash marks an odd name
                .forEach((path, text) -> hashes.put(path, text.replace("\\", "").substring(0, 64)));
        return hashes;
    }

    private static Map<String, List<String>> attributes(Path root, String all)
            throws IOException, InterruptedException {
        String[] getfattr = {"getfattr", "-h", "-d", "-m", "-", "-e", "hex", "--absolute-names"};
        Map<String, List<String>> attributes = new HashMap<>();
        for (String paragraph : each(root, all, getfattr).split("\n\n", -1)) {
            List<String> lines = paragraph.lines().toList();
            if (!lines.isEmpty()) {
                String path = unescape(lines.getFirst().substring("# file: ./".length()));
                attributes.put(path.isEmpty() ? "." : path, sortedTail(lines));
            }
        }
        deep(root, List.of(), getfattr)
                .forEach((path, text) -> attributes.put(path, sortedTail(text.lines().toList())));
        return attributes;
    }

    /** The lines behind the first, which names the file, in order. */
    private static List<String> sortedTail(List<String> lines) {
        List<String> tail = new ArrayList<>(lines.subList(Math.min(1, lines.size()), lines.size()));
        tail.removeIf(String::isEmpty);
        Collections.sort(tail);
        return List.copyOf(tail);
    }

    private static String find(Path root, String... action)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("find", "."));
        words.addAll(List.of(action));
        return Command.of(words).in(root).with("LC_ALL", "C").require(LIMIT);
    }

    /** What {@code command} prints for the {@code paths}, each of which ends with a NUL. */
    private static String each(Path root, String paths, String... command)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("xargs", "-0", "-r"));
        words.addAll(List.of(command));
        words.add("--");
        return Command.of(words).in(root).with("LC_ALL", "C").reading(paths).require(LIMIT);
    }

    /** What {@code command} prints for each file, by path, run in the directory of the file. */
    private static Map<String, String> deep(Path root, List<String> tests, String... command)
            throws IOException, InterruptedException {
        List<String> action = new ArrayList<>(List.of("-mindepth", Integer.toString(DEEP)));
        action.addAll(tests);
        action.add("-execdir");
        action.addAll(List.of(command));
        action.addAll(List.of("{}", ";", "-printf", "\\0%P\\0"));
        Map<String, String> texts = new HashMap<>();
        String[] found = split(find(root, action.toArray(String[]::new)));
        for (int i = 0; i + 1 < found.length; i += 2) {
            texts.put(found[i + 1], found[i]);
        }
        return texts;
    }

    private static int depth(String path) {
        return path.isEmpty() ? 0 : 1 + (int) path.chars().filter(c -> c == '/').count();
    }

    /** The parts of a text in which each part ends with a NUL; parts may be empty. */
    private static String[] split(String text) {
        return text.isEmpty()
                ? new String[0]
                : text.substring(0, text.length() - 1).split("\0", -1);
    }

    /** Undoes getfattr's {@code \ooo}. */
    private static String unescape(String name) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '\\') {
                plain.append((char) Integer.parseInt(name.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(name.charAt(i));
            }
        }
        return plain.toString();
    }
}
