package lifeboat.engine.restore;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.engine.file.FileName;

/**
 * Every entry that a restore deals with, in columns: about 70 bytes an entry, so that a million
 * files fit into a small heap.
 *
 * <p>Directories have numbers of their own; directory 0 is the target itself. A directory is
 * appended before its entries, so a parent's number is less than its children's. Appending is
 * synchronized; after the walk only {@link #setState} changes anything, and only the thread that
 * works on an entry calls it.
 */
@SuppressWarnings({
    "EnumOrdinal", // packed into a column, never stored
    "ArrayRecordComponent" // drafts and attributes are never compared
})
final class Worklist {

    /** What an entry is; sockets are never here: like restic we don't restore them. */
    enum Type {
        FILE,
        DIRECTORY,
        SYMLINK,
        FIFO,
        CHARACTER_DEVICE,
        BLOCK_DEVICE
    }

    /** What becomes of an entry. */
    enum State {
        /** Stands in the target as it should. */
        KEEP,
        /** Stands in the target with the right content, and wrong metadata. */
        UPDATE_METADATA,
        /** Is finished in the stage. */
        TAKE_FROM_STAGE,
        /** Is to be made in the stage; of a directory: is selected, whether it exists or not. */
        WRITE,
        /** A directory that is made only if something below it is restored. */
        ON_DEMAND,
        /** Could not be restored; has been reported. */
        FAILED
    }

    /** Seconds since 1970, negative before, and nanoseconds 0 to 999,999,999. */
    record Times(long seconds, int nanos) {}

    /** An extended attribute that is to be set. */
    record Attribute(byte[] name, byte[] value) {}

    /** What few entries have: attributes, a symlink's target, a device, an access time. */
    record Extras(
            List<Attribute> attributes,
            Optional<byte[]> linkTarget,
            long device,
            Optional<Times> accessed) {
        static final Extras NONE = new Extras(List.of(), Optional.empty(), 0, Optional.empty());
    }

    /** What the names of one hard-linked file have in common. */
    record LinkKey(long device, long inode) {}

    /**
     * An entry before it is appended.
     *
     * @param mode permission bits, 07777 at most
     * @param blobs rows of the index, in the order of the content
     * @param existingInode of the target's entry that is kept, or of its directory; else 0
     */
    record Draft(
            byte[] name,
            Type type,
            State state,
            int tier,
            int mode,
            int uid,
            int gid,
            Times modified,
            long sizeBytes,
            int[] blobs,
            Extras extras,
            Optional<LinkKey> linkKey,
            long existingInode) {

        Draft as(State found, long inode) {
            return new Draft(
                    name, type, found, tier, mode, uid, gid, modified, sizeBytes, blobs, extras,
                    linkKey, inode);
        }
    }

    private record Leader(int entry, long existingInode) {}

    private static final Type[] TYPES = Type.values();
    private static final State[] STATES = State.values();
    private static final int NONE = -1;

    /** Tiers are numbered below this. */
    static final int TIERS = 8;

    private final IntColumn parent = new IntColumn();
    private final IntColumn name = new IntColumn();
    private final IntColumn kind = new IntColumn(); // mode 12 bits, type 4, state 4, tier 4
    private final IntColumn uid = new IntColumn();
    private final IntColumn gid = new IntColumn();
    private final LongColumn seconds = new LongColumn();
    private final IntColumn nanos = new IntColumn();
    private final LongColumn size = new LongColumn();
    private final IntColumn link = new IntColumn(); // directory number, or first of a hard link
    private final IntColumn firstBlob = new IntColumn();
    private final IntColumn blobs = new IntColumn();
    private final NameArena names = new NameArena();
    private final Map<Integer, Extras> extras = new HashMap<>();
    private final Map<LinkKey, Leader> leaders = new HashMap<>();
    private final IntColumn directories = new IntColumn(); // directory number to entry
    private final Tally tally = new Tally();
    private final BitSet existing = new BitSet(); // directories that the target had before
    private final IntColumn extraneousIn = new IntColumn(); // directory of a name to be deleted
    private final IntColumn extraneousName = new IntColumn();

    Worklist() {
        directories.add(NONE);
    }

    /** Says that the target itself takes the metadata of {@code draft}, a directory. */
    synchronized void appendTarget(Draft draft) {
        directories.set(0, appendColumns(0, draft, draft.state(), draft.tier(), 0));
    }

    /**
     * Appends the entries of one directory.
     *
     * @return for each draft the number of the directory that it is, or -1
     */
    synchronized int[] append(int directory, List<Draft> drafts) {
        return drafts.stream().mapToInt(draft -> append(directory, draft)).toArray();
    }

    /** Notes a name in a directory of the target that the snapshot does not have. */
    synchronized void appendExtraneous(int directory, byte[] extraneous) {
        extraneousIn.add(directory);
        extraneousName.add(names.add(extraneous));
    }

    void forgetExtraneous() {
        extraneousIn.clear();
        extraneousName.clear();
    }

    private int append(int directory, Draft draft) {
        if (draft.type() == Type.DIRECTORY) {
            int number = directories.size();
            directories.add(appendColumns(directory, draft, draft.state(), draft.tier(), number));
            existing.set(number, draft.existingInode() != 0);
            return number;
        }
        Optional<Leader> leader = draft.linkKey().map(leaders::get);
        if (leader.isPresent()) {
            appendColumns(
                    directory,
                    draft,
                    followerState(draft, leader.get()),
                    draft.tier(),
                    leader.get().entry());
            return NONE;
        }
        int entry = appendColumns(directory, draft, draft.state(), draft.tier(), NONE);
        for (int blob : draft.blobs()) {
            blobs.add(blob);
        }
        draft.linkKey().ifPresent(k -> leaders.put(k, new Leader(entry, draft.existingInode())));
        return NONE;
    }

    /** Another name of a file is kept only if it already is another name of the file kept. */
    private State followerState(Draft draft, Leader leader) {
        boolean kept =
                draft.state() == State.KEEP
                        && (state(leader.entry()) == State.KEEP
                                || state(leader.entry()) == State.UPDATE_METADATA)
                        && draft.existingInode() == leader.existingInode();
        return kept ? State.KEEP : State.WRITE;
    }

    private int appendColumns(int directory, Draft draft, State state, int tier, int linked) {
        int entry = parent.add(directory);
        name.add(names.add(draft.name()));
        kind.add(
                draft.mode()
                        | (draft.type().ordinal() << 12)
                        | (state.ordinal() << 16)
                        | (tier << 20));
        uid.add(draft.uid());
        gid.add(draft.gid());
        seconds.add(draft.modified().seconds());
        nanos.add(draft.modified().nanos());
        size.add(draft.sizeBytes());
        link.add(linked);
        firstBlob.add(blobs.size());
        boolean furtherName = draft.type() != Type.DIRECTORY && linked != NONE;
        tally.add(entry, directory, linked, draft, state, tier, furtherName);
        if (!draft.extras().equals(Extras.NONE)) {
            extras.put(entry, draft.extras());
        }
        return entry;
    }

    /** The directories that the target had before the restore; 0 is not among them. */
    BitSet existingDirectories() {
        return (BitSet) existing.clone();
    }

    int extraneousCount() {
        return extraneousIn.size();
    }

    int extraneousDirectory(int number) {
        return extraneousIn.get(number);
    }

    /** For people: the path below the target. */
    String extraneousPath(int number) {
        int directory = extraneousDirectory(number);
        String folder = directory == 0 ? "" : directoryPath(directory) + "/";
        return folder + FileName.show(extraneousName(number));
    }

    byte[] extraneousName(int number) {
        return names.get(extraneousName.get(number));
    }

    /** Sums over all entries, as they were appended. */
    Tally tally() {
        return tally;
    }

    int entries() {
        return parent.size();
    }

    int directoryCount() {
        return directories.size();
    }

    /** The entry of a directory; none for the target if it keeps its metadata. */
    Optional<Integer> directoryEntry(int directory) {
        int entry = directories.get(directory);
        return entry == NONE ? Optional.empty() : Optional.of(entry);
    }

    /** The directory that holds {@code directory}, which is not 0; also while others append. */
    synchronized int parentOfDirectory(int directory) {
        return parent.get(directories.get(directory));
    }

    int parent(int entry) {
        return parent.get(entry);
    }

    byte[] name(int entry) {
        return names.get(name.get(entry));
    }

    /** The name of a directory, which is not 0; also while others append. */
    synchronized byte[] directoryName(int directory) {
        return name(directories.get(directory));
    }

    int mode(int entry) {
        return kind.get(entry) & 07777;
    }

    Type type(int entry) {
        return TYPES[(kind.get(entry) >>> 12) & 15];
    }

    State state(int entry) {
        return STATES[(kind.get(entry) >>> 16) & 15];
    }

    void setState(int entry, State state) {
        kind.set(entry, (kind.get(entry) & ~(15 << 16)) | (state.ordinal() << 16));
    }

    int tier(int entry) {
        return kind.get(entry) >>> 20;
    }

    int uid(int entry) {
        return uid.get(entry);
    }

    int gid(int entry) {
        return gid.get(entry);
    }

    long seconds(int entry) {
        return seconds.get(entry);
    }

    int nanos(int entry) {
        return nanos.get(entry);
    }

    long sizeBytes(int entry) {
        return size.get(entry);
    }

    Extras extras(int entry) {
        return extras.getOrDefault(entry, Extras.NONE);
    }

    /** The entry that this one is another name of. */
    Optional<Integer> linkedTo(int entry) {
        int first = link.get(entry);
        return first == NONE || type(entry) == Type.DIRECTORY
                ? Optional.empty()
                : Optional.of(first);
    }

    /** The number of the directory that {@code entry} is. */
    int directoryNumber(int entry) {
        return link.get(entry);
    }

    int blobCount() {
        return blobs.size();
    }

    /** The row of the index at {@code position} of all content. */
    int blob(int position) {
        return blobs.get(position);
    }

    /** The rows of all blobs of {@code entry}, in order. */
    int[] rows(int entry) {
        int[] rows = new int[endBlob(entry) - firstBlob(entry)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = blob(firstBlob(entry) + i);
        }
        return rows;
    }

    /** Where the content of {@code entry} starts, as a position for {@link #blob}. */
    int firstBlob(int entry) {
        return firstBlob.get(entry);
    }

    /** The position behind the last blob of {@code entry}. */
    int endBlob(int entry) {
        return entry + 1 < firstBlob.size() ? firstBlob.get(entry + 1) : blobs.size();
    }

    /** The entry whose content the blob at {@code position} belongs to. */
    int entryOfBlob(int position) {
        int low = 0;
        int high = firstBlob.size() - 1;
        while (low < high) { // the last entry that starts at or before position
            int middle = (low + high + 1) >>> 1;
            if (firstBlob.get(middle) <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** For people: a directory's path below the target; also while others append. */
    synchronized String directoryPath(int directory) {
        return printablePath(directories.get(directory));
    }

    /** For people: an entry's path below the target. */
    String printablePath(int entry) {
        StringBuilder path = new StringBuilder();
        for (byte[] name : path(entry)) {
            path.append(path.isEmpty() ? "" : "/").append(FileName.show(name));
        }
        return path.toString();
    }

    /** Names from the target down to {@code entry}. */
    List<byte[]> path(int entry) {
        Deque<byte[]> path = new ArrayDeque<>();
        path.addFirst(name(entry));
        for (int d = parent.get(entry); d != 0; d = parentOfDirectory(d)) {
            path.addFirst(directoryName(d));
        }
        return List.copyOf(path);
    }
}
