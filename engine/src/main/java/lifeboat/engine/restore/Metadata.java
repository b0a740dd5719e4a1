package lifeboat.engine.restore;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.Inode;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.file.Timestamp;
import lifeboat.engine.restore.Worklist.Attribute;
import lifeboat.engine.restore.Worklist.Extras;
import lifeboat.engine.restore.Worklist.Times;
import lifeboat.engine.restore.Worklist.Type;

/**
 * Sets owner, attributes, mode and times of what has been made, in that order: a change of owner
 * clears setuid, a read-only file of ours takes no attribute, and everything changes the times.
 *
 * <p>What the file system refuses (an owner where we are not root, an attribute where there are
 * none) costs no content: it is counted, and reported once at the end. Thread-safe.
 */
final class Metadata {

    private enum Part {
        OWNER("owners"),
        ATTRIBUTE("extended attributes"),
        MODE("modes"),
        TIMES("times");

        private final String plural;

        Part(String plural) {
            this.plural = plural;
        }
    }

    /** What was refused: how often, and the first refusal as evidence. */
    private record Refusals(LongAdder count, AtomicReference<String> first) {}

    private final Worklist worklist;
    private final Creator creator;
    private final boolean root;
    private final Map<Part, Refusals> refused = new EnumMap<>(Part.class);

    Metadata(Worklist worklist, Creator creator, boolean root) {
        this.worklist = worklist;
        this.creator = creator;
        this.root = root;
        for (Part part : Part.values()) {
            refused.put(part, new Refusals(new LongAdder(), new AtomicReference<>("")));
        }
    }

    boolean isRoot() {
        return root;
    }

    /** The mode to create a file with in the stage, where nobody else gets at it. */
    int creationMode(int entry) {
        return (worklist.mode(entry) | 0600) & creator.modesKept();
    }

    /**
     * As {@link #apply} for a file just created in the stage: leaves out the calls that would
     * change nothing.
     */
    void applyToNew(OpenFile file, int entry, int creationMode) {
        boolean owned =
                worklist.uid(entry) == creator.uid() && worklist.gid(entry) == creator.gid();
        if (!owned) {
            setOwner(file, entry);
        }
        setAttributes(file, entry);
        if (!owned
                || creationMode != worklist.mode(entry)
                || !worklist.extras(entry).attributes().isEmpty()) {
            setMode(file, entry);
        }
        setTimes(file, entry);
    }

    void apply(Inode inode, int entry) {
        setOwner(inode, entry);
        setAttributes(inode, entry);
        if (worklist.type(entry) != Type.SYMLINK) {
            setMode(inode, entry);
        }
        setTimes(inode, entry);
    }

    private void setOwner(Inode inode, int entry) {
        long uid = Integer.toUnsignedLong(worklist.uid(entry));
        long gid = Integer.toUnsignedLong(worklist.gid(entry));
        attempt(Part.OWNER, () -> inode.setOwner(uid, gid));
    }

    private void setAttributes(Inode inode, int entry) {
        for (Attribute attribute : worklist.extras(entry).attributes()) {
            attempt(Part.ATTRIBUTE, () -> inode.setAttribute(attribute.name(), attribute.value()));
        }
    }

    private void setMode(Inode inode, int entry) {
        attempt(Part.MODE, () -> inode.setMode(worklist.mode(entry)));
    }

    private void setTimes(Inode inode, int entry) {
        Extras extras = worklist.extras(entry);
        Timestamp modified = new Timestamp(worklist.seconds(entry), worklist.nanos(entry));
        Timestamp accessed = extras.accessed().map(Metadata::timestamp).orElse(modified);
        attempt(Part.TIMES, () -> inode.setTimes(accessed, modified));
    }

    private static Timestamp timestamp(Times times) {
        return new Timestamp(times.seconds(), times.nanos());
    }

    private void attempt(Part part, Runnable call) {
        try {
            call.run();
        } catch (FileException e) {
            if (FileContent.endsTheRestore(e)) {
                throw e;
            }
            refused.get(part).count().increment();
            refused.get(part).first().compareAndSet("", e.getMessage());
        }
    }

    /** Says once for each part how often it was refused. */
    void reportRefusals(Progress progress) {
        refused.forEach(
                (part, refusals) -> {
                    if (refusals.count().sum() > 0) {
                        progress.report(
                                new Problem(
                                        Severity.WARNING,
                                        "METADATA_REFUSED",
                                        "",
                                        "%s of %d entries could not be set, the first: %s"
                                                .formatted(
                                                        part.plural,
                                                        refusals.count().sum(),
                                                        refusals.first().get())));
                    }
                });
    }
}
