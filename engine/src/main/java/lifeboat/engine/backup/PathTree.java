package lifeboat.engine.backup;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.tree.FileName;

/**
 * The paths to save, as the directories that lead to them: of those only what leads on is saved, as
 * restic does.
 */
final class PathTree {

    private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding"));

    private final Path path;
    private final Map<FileName, PathTree> children = new TreeMap<>();
    private boolean whole;

    private PathTree(Path path) {
        this.path = path;
    }

    /**
     * Joins the paths; one below another is part of that.
     *
     * @param paths absolute
     * @throws RepositoryException {@code PATH_NOT_FOUND} if one does not exist
     */
    static PathTree of(List<Path> paths) {
        PathTree root = new PathTree(Path.of("/"));
        for (Path path : paths) {
            requireExists(path);
            root.add(path.normalize());
        }
        return root;
    }

    private static void requireExists(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new RepositoryException(
                    Kind.PATH_NOT_FOUND,
                    "there is no " + path + " to save",
                    "check the path, and that its volume is mounted; nothing was saved");
        }
    }

    private void add(Path target) {
        PathTree at = this;
        for (Path name : target) {
            Path below = at.path.resolve(name);
            at = at.children.computeIfAbsent(nameOf(name), _ -> new PathTree(below));
        }
        at.whole = true;
    }

    private static FileName nameOf(Path name) {
        return FileName.of(name.toString().getBytes(NAMES));
    }

    /** The names of {@code path} from the root on. */
    static List<FileName> names(Path path) {
        List<FileName> names = new ArrayList<>();
        path.normalize().forEach(name -> names.add(nameOf(name)));
        return names;
    }

    Path path() {
        return path;
    }

    /** Whether all below is saved, or only {@link #children()}. */
    boolean isWhole() {
        return whole;
    }

    /** In the order of a tree's nodes. */
    List<FileName> children() {
        return List.copyOf(children.keySet());
    }

    Optional<PathTree> child(FileName name) {
        return Optional.ofNullable(children.get(name));
    }
}
