package lifeboat.agent.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code /proc/self/mountinfo} as proc(5) describes it. */
final class MountTable {

    /** Hosts of many containers have thousands; the newest tell least. */
    private static final int MOST = 200;

    /** Overlays name all their layers, in many kilobytes; a state must fit into a message. */
    private static final int MOST_OPTIONS = 20;

    private static final int MOST_CHARACTERS = 100;

    private static final Set<String> PSEUDO =
            Set.of(
                    "autofs",
                    "binfmt_misc",
                    "bpf",
                    "cgroup",
                    "cgroup2",
                    "configfs",
                    "debugfs",
                    "devpts",
                    "devtmpfs",
                    "efivarfs",
                    "fuse.gvfsd-fuse",
                    "fuse.portal",
                    "fusectl",
                    "hugetlbfs",
                    "mqueue",
                    "nsfs",
                    "proc",
                    "pstore",
                    "ramfs",
                    "rpc_pipefs",
                    "securityfs",
                    "selinuxfs",
                    "sysfs",
                    "tracefs");

    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");

    /** Fields of a line up to the optional ones. */
    private static final int FIXED_FIELDS = 6;

    private MountTable() {}

    /** The mounts of real file systems; of several at one path the last, which hides the others. */
    static List<Mount> parse(List<String> lines) {
        Map<String, Mount> byPath = new LinkedHashMap<>();
        for (String line : lines) {
            mount(line).ifPresent(mount -> byPath.put(mount.path(), mount));
        }
        return byPath.values().stream().filter(mount -> !isPseudo(mount)).limit(MOST).toList();
    }

    private static Optional<Mount> mount(String line) {
        String[] fields = line.split(" ", -1);
        int separator = FIXED_FIELDS;
        while (separator < fields.length && !fields[separator].equals("-")) {
            separator++;
        }
        if (separator + 3 >= fields.length) {
            return Optional.empty();
        }
        return Optional.of(
                new Mount(
                        unescaped(fields[4]),
                        unescaped(fields[separator + 2]),
                        unescaped(fields[3]),
                        fields[separator + 1],
                        fields[2],
                        Stream.of(fields[5], fields[separator + 3])
                                .flatMap(options -> Stream.of(options.split(",", -1)))
                                .filter(option -> option.length() <= MOST_CHARACTERS)
                                .distinct()
                                .limit(MOST_OPTIONS)
                                .toList()));
    }

    /** Blanks, tabs, line ends and backslashes stand there in octal. */
    private static String unescaped(String field) {
        return ESCAPE.matcher(field)
                .replaceAll(
                        match -> {
                            char c = (char) Integer.parseInt(match.group(1), 8);
                            return c == '\\' ? "\\\\" : c == '$' ? "\\$" : String.valueOf(c);
                        });
    }

    private static boolean isPseudo(Mount mount) {
        boolean ofTheSystem =
                Stream.of("/dev", "/proc", "/sys", "/run")
                        .anyMatch(
                                top ->
                                        mount.path().equals(top)
                                                || mount.path().startsWith(top + "/"));
        return PSEUDO.contains(mount.fileSystem())
                || (mount.fileSystem().equals("tmpfs") && ofTheSystem);
    }
}
