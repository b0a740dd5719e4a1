package lifeboat.engine.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.file.FileType;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.json.Timestamp;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.tree.ByteString;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.Node.ExtendedAttribute;
import lifeboat.engine.restic.tree.NodeKind;
import lifeboat.engine.restore.Selection.Choice;
import lifeboat.engine.restore.Worklist.Attribute;
import lifeboat.engine.restore.Worklist.Draft;
import lifeboat.engine.restore.Worklist.Extras;
import lifeboat.engine.restore.Worklist.LinkKey;
import lifeboat.engine.restore.Worklist.State;
import lifeboat.engine.restore.Worklist.Times;
import lifeboat.engine.restore.Worklist.Type;

/**
 * Turns nodes into drafts, and leaves out what a restore must not bring back unasked: setuid and
 * setgid bits of files, devices, and attributes that grant rights. Thread-safe.
 */
final class Drafting {

    private static final int SETUID_OR_SETGID = 06000;
    private static final int[] NO_BLOBS = {};

    private final BlobIndex index;
    private final boolean privileged;
    private final boolean verifyExisting;
    private final int firstTier;
    private final boolean root = Creator.effectiveUid() == 0;
    private final Progress progress;
    private final LongAdder modesCut = new LongAdder();
    private final LongAdder devicesLeftOut = new LongAdder();
    private final LongAdder attributesLeftOut = new LongAdder();

    Drafting(BlobIndex index, RestoreRequest request, Progress progress) {
        this.index = index;
        privileged = request.privileged();
        verifyExisting = request.verifyExisting();
        firstTier = request.tiers().stream().mapToInt(Integer::intValue).min().orElse(0);
        this.progress = progress;
    }

    /** A new comparison of drafts with files; for one thread. */
    Comparison comparison() {
        return new Comparison(new ContentProof(index), verifyExisting, root);
    }

    /** The directory whose contents go into the target. */
    Draft target(Node node) {
        return directory(node, new Choice(true, 0, Optional.empty()), Optional.empty());
    }

    /**
     * @param existing what has its name in the target
     */
    Draft directory(Node node, Choice choice, Optional<Stat> existing) {
        Draft draft =
                draft(
                        node,
                        Type.DIRECTORY,
                        choice.taken() ? State.WRITE : State.ON_DEMAND,
                        choice.tier(),
                        node.mode().posixPermissions(),
                        NO_BLOBS,
                        extras(node, Optional.empty(), 0));
        return existing.filter(stat -> stat.type() == FileType.DIRECTORY)
                .map(stat -> draft.as(draft.state(), stat.inode()))
                .orElse(draft);
    }

    /**
     * Returns nothing for what is never restored, such as a socket.
     *
     * @param folder what stands before the node's name in a path, for messages
     */
    Optional<Draft> draft(Node node, int tier, Supplier<String> folder) {
        return switch (node.kind()) {
            case NodeKind.RegularFile file -> Optional.of(file(node, file.content(), tier, folder));
            case NodeKind.Symlink(ByteString linkTarget) ->
                    Optional.of(
                            other(
                                    node,
                                    Type.SYMLINK,
                                    tier,
                                    extras(node, Optional.of(linkTarget.bytes()), 0)));
            case NodeKind.Fifo() ->
                    Optional.of(other(node, Type.FIFO, tier, extras(node, Optional.empty(), 0)));
            case NodeKind.BlockDevice(long device) -> device(node, Type.BLOCK_DEVICE, tier, device);
            case NodeKind.CharacterDevice(long device) ->
                    device(node, Type.CHARACTER_DEVICE, tier, device);
            case NodeKind.Socket() -> Optional.empty();
            case NodeKind.Irregular(String type) -> {
                progress.report(
                        new Problem(
                                Severity.WARNING,
                                "TYPE_UNKNOWN",
                                folder.get() + node.name(),
                                "entries of type \"" + type + "\" can't be restored"));
                yield Optional.empty();
            }
            case NodeKind.Directory(ObjectId subtree) ->
                    throw new IllegalStateException("a directory: " + subtree);
        };
    }

    private Optional<Draft> device(Node node, Type type, int tier, long device) {
        if (!privileged) {
            devicesLeftOut.increment();
            return Optional.empty();
        }
        return Optional.of(other(node, type, tier, extras(node, Optional.empty(), device)));
    }

    private Draft other(Node node, Type type, int tier, Extras extras) {
        int mode = node.mode().posixPermissions();
        return draft(node, type, State.WRITE, tier, mode, NO_BLOBS, extras);
    }

    private Draft file(Node node, List<ObjectId> content, int tier, Supplier<String> folder) {
        int mode = node.mode().posixPermissions();
        if (!privileged && (mode & SETUID_OR_SETGID) != 0) {
            mode &= ~SETUID_OR_SETGID;
            modesCut.increment();
        }
        int[] rows = new int[content.size()];
        State state = State.WRITE;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = index.find(BlobType.DATA, content.get(i));
            Optional<String> fault = fault(rows[i], content.get(i));
            if (fault.isPresent()) {
                progress.report(
                        new Problem(
                                Severity.ERROR,
                                "BLOB_MISSING",
                                folder.get() + node.name(),
                                fault.get()));
                state = State.FAILED;
                rows = NO_BLOBS;
                break;
            }
        }
        return draft(node, Type.FILE, state, tier, mode, rows, extras(node, Optional.empty(), 0));
    }

    private Optional<String> fault(int row, ObjectId blob) {
        if (row == BlobIndex.NONE) {
            return Optional.of("no index names its blob " + blob);
        }
        if (Math.max(index.length(row), index.plainLength(row)) > BlobOpener.MAX_DATA_BYTES) {
            return Optional.of(
                    "its blob " + blob + " claims to be larger than any writer makes them");
        }
        return Optional.empty();
    }

    private Draft draft(
            Node node, Type type, State state, int tier, int mode, int[] rows, Extras extras) {
        long size = 0;
        for (int row : rows) {
            size += index.plainLength(row);
        }
        boolean shared = type == Type.FILE && node.inode().isShared();
        return new Draft(
                node.name().bytes(),
                type,
                state,
                // its names may lie in several tiers, and which comes first depends on the walk
                shared ? firstTier : tier,
                mode,
                (int) node.owner().uid(),
                (int) node.owner().gid(),
                times(node.times().mtime()),
                size,
                rows,
                extras,
                shared
                        ? Optional.of(new LinkKey(node.inode().device(), node.inode().number()))
                        : Optional.empty(),
                0);
    }

    private static Times times(Timestamp time) {
        return new Times(time.epochSecond(), time.nano());
    }

    private Extras extras(Node node, Optional<byte[]> linkTarget, long device) {
        Timestamp accessed = node.times().atime();
        boolean ownAccess = !accessed.equals(node.times().mtime());
        List<Attribute> attributes = new ArrayList<>(0);
        for (ExtendedAttribute attribute : node.extras().attributes()) {
            if (privileged || isHarmless(attribute.name())) {
                attributes.add(
                        new Attribute(
                                attribute.name().getBytes(UTF_8),
                                attribute.value().orElse(ByteString.EMPTY).bytes()));
            } else {
                attributesLeftOut.increment();
            }
        }
        return attributes.isEmpty() && linkTarget.isEmpty() && device == 0 && !ownAccess
                ? Extras.NONE
                : new Extras(
                        List.copyOf(attributes),
                        linkTarget,
                        device,
                        ownAccess ? Optional.of(times(accessed)) : Optional.empty());
    }

    private static boolean isHarmless(String attribute) {
        return attribute.startsWith("user.")
                || attribute.equals("system.posix_acl_access")
                || attribute.equals("system.posix_acl_default");
    }

    /** Says once, with the numbers, what was left out for safety. */
    void reportLeftOut() {
        leftOut(modesCut, "setuid or setgid bits of %d files");
        leftOut(devicesLeftOut, "%d devices");
        leftOut(attributesLeftOut, "%d attributes that grant rights (such as security.capability)");
    }

    private void leftOut(LongAdder count, String what) {
        if (count.sum() > 0) {
            progress.report(
                    new Problem(
                            Severity.WARNING,
                            "PRIVILEGES_LEFT_OUT",
                            "",
                            what.formatted(count.sum())
                                    + " are not restored; --privileged restores them"));
        }
    }
}
