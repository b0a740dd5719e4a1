package lifeboat.engine.restore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import lifeboat.engine.file.Directory;

/**
 * A worklist's directories below one root, by number: the last few stay open, so that files of one
 * directory cost no path walk. Entered one by one without following links. For one thread.
 */
final class OpenDirectories implements AutoCloseable {

    private static final int KEPT_OPEN = 64;

    private final Directory root;
    private final Worklist worklist;
    private final boolean make;
    private final Map<Integer, Directory> open = new LinkedHashMap<>(16, 0.75f, true);

    private OpenDirectories(Directory root, Worklist worklist, boolean make) {
        this.root = root;
        this.worklist = worklist;
        this.make = make;
    }

    /** Opens directories that are there. */
    static OpenDirectories below(Directory root, Worklist worklist) {
        return new OpenDirectories(root, worklist, false);
    }

    /** Makes directories that are missing, mode 0700. */
    static OpenDirectories making(Directory root, Worklist worklist) {
        return new OpenDirectories(root, worklist, true);
    }

    /** Returns a directory that stays open until many others have been asked for. */
    Directory get(int number) {
        Directory known = number == 0 ? root : open.get(number);
        if (known != null) {
            return known;
        }
        Deque<Integer> toOpen = new ArrayDeque<>();
        int nearest = number;
        while (nearest != 0 && !open.containsKey(nearest)) {
            toOpen.push(nearest);
            nearest = worklist.parentOfDirectory(nearest);
        }
        Directory directory = nearest == 0 ? root : open.get(nearest);
        while (!toOpen.isEmpty()) {
            directory = open(directory, toOpen.pop());
        }
        return directory;
    }

    private Directory open(Directory parent, int number) {
        byte[] name = worklist.directoryName(number);
        if (make) {
            parent.makeDirectory(name, 0700);
        }
        Directory directory = parent.openChild(name);
        open.put(number, directory);
        if (open.size() > KEPT_OPEN) {
            Iterator<Directory> eldest = open.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
        return directory;
    }

    @Override
    public void close() {
        open.values().forEach(Directory::close);
        open.clear();
    }
}
