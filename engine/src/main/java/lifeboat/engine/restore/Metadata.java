package lifeboat.engine.restore;

import java.util.concurrent.atomic.LongAdder;
import lifeboat.engine.file.Errno;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.Inode;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.file.Timestamp;
import lifeboat.engine.restore.Worklist.Attribute;
import lifeboat.engine.restore.Worklist.Extras;
import lifeboat.engine.restore.Worklist.Times;
import lifeboat.engine.restore.Worklist.Type;

/**
 * Sets owner, mode, attributes and times of what has been made, in that order: a change of owner
 * clears setuid, and everything else changes the times.
 *
 * <p>Who is not root can give nothing away: there, an owner that can't be set is counted, not an
 * error, as restic has it.
 */
final class Metadata {

    private final Worklist worklist;
    private final Creator creator;
    private final LongAdder ownersLeft = new LongAdder();

    Metadata(Worklist worklist, Creator creator) {
        this.worklist = worklist;
        this.creator = creator;
    }

    boolean isRoot() {
        return creator.isRoot();
    }

    /** The mode to create a file with in the stage, where nobody else gets at it. */
    int creationMode(int entry) {
        return worklist.mode(entry) & creator.modesKept();
    }

    /**
     * As {@link #apply} for a file just created in the stage, where it has the creator's owner and
     * no inherited attributes: leaves out the calls that would change nothing.
     */
    void applyToNew(OpenFile file, int entry, int creationMode) {
        boolean owned =
                worklist.uid(entry) == creator.uid() && worklist.gid(entry) == creator.gid();
        if (!owned) {
            setOwner(file, entry);
        }
        if (!owned || creationMode != worklist.mode(entry)) {
            file.setMode(worklist.mode(entry));
        }
        setAttributesAndTimes(file, entry);
    }

    void apply(Inode inode, int entry) {
        setOwner(inode, entry);
        if (worklist.type(entry) != Type.SYMLINK) {
            inode.setMode(worklist.mode(entry));
        }
        setAttributesAndTimes(inode, entry);
    }

    private void setAttributesAndTimes(Inode inode, int entry) {
        Extras extras = worklist.extras(entry);
        for (Attribute attribute : extras.attributes()) {
            inode.setAttribute(attribute.name(), attribute.value());
        }
        Timestamp modified = new Timestamp(worklist.seconds(entry), worklist.nanos(entry));
        inode.setTimes(extras.accessed().map(Metadata::timestamp).orElse(modified), modified);
    }

    private static Timestamp timestamp(Times times) {
        return new Timestamp(times.seconds(), times.nanos());
    }

    private void setOwner(Inode inode, int entry) {
        long uid = Integer.toUnsignedLong(worklist.uid(entry));
        long gid = Integer.toUnsignedLong(worklist.gid(entry));
        try {
            inode.setOwner(uid, gid);
        } catch (FileException e) {
            if (isRoot() || e.errno() != Errno.EPERM) {
                throw e;
            }
            ownersLeft.increment();
        }
    }

    /** Entries whose owner could not be set for lack of privilege. */
    long ownersLeft() {
        return ownersLeft.sum();
    }
}
