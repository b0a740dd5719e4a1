package lifeboat.engine.backup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.backup.Tally.Change;
import lifeboat.engine.backup.Walk.Task;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.FileType;
import lifeboat.engine.file.Inode;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.tree.ByteString;
import lifeboat.engine.restic.tree.FileName;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;
import lifeboat.engine.restic.tree.TreeEncoder;

/** One thread of a backup: takes tasks until there are none. */
final class Worker implements AutoCloseable {

    private final Walk walk;
    private final BlobSaver blobs;
    private final FileSaver files;
    private final BlobOpener parentOpener;
    private final TreeEncoder encoder = new TreeEncoder();

    Worker(Walk walk, BlobSaver blobs) {
        this.walk = walk;
        this.blobs = blobs;
        files =
                new FileSaver(
                        blobs,
                        walk.chunkerTables,
                        walk.progress,
                        walk.repository.platform().nanoTicker());
        parentOpener = walk.repository.blobOpener();
    }

    void run() throws InterruptedException {
        for (Optional<Task> next = walk.stack.take(); next.isPresent(); next = walk.stack.take()) {
            switch (next.get()) {
                case Task.Root root -> openRoot(root);
                case Task.Entry entry when isFile(entry) -> saveFile(entry);
                case Task.Entry entry -> openFolder(entry);
            }
        }
    }

    private static boolean isFile(Task.Entry entry) {
        return entry.leadsTo().isEmpty() && entry.stat().type() == FileType.FILE;
    }

    private void openRoot(Task.Root root) throws InterruptedException {
        PathTree paths = walk.paths;
        Directory directory = Directory.open(paths.path());
        walk.opened(directory);
        List<FileName> names = paths.isWhole() ? list(directory) : paths.children();
        scan(
                new Folder(
                        Optional.empty(),
                        directory,
                        parentEntries(root.parentTree(), directory),
                        names.size()),
                names,
                walk.rules.root(),
                paths.isWhole() ? Optional.empty() : Optional.of(paths));
    }

    private void openFolder(Task.Entry entry) throws InterruptedException {
        Optional<PathTree> leadsTo = entry.leadsTo();
        Directory directory;
        Stat stat;
        List<FileName> names;
        try {
            directory =
                    leadsTo.isPresent()
                            // as restic does: a link on the way to a path is followed
                            ? Directory.open(leadsTo.get().path())
                            : entry.in().directory().openChild(entry.name().bytes());
            walk.opened(directory);
        } catch (FileException e) {
            leaveOut(entry, e);
            return;
        }
        try {
            stat = leadsTo.isPresent() ? directory.stat() : entry.stat();
            names = leadsTo.isPresent() ? leadsTo.get().children() : list(directory);
        } catch (FileException e) {
            walk.close(directory);
            leaveOut(entry, e);
            return;
        }
        Optional<Node> previous = entry.previous();
        Folder.Spot spot =
                new Folder.Spot(
                        entry.in(),
                        entry.number(),
                        entry.name(),
                        stat,
                        extras(directory, stat, previous),
                        previous,
                        leadsTo.isPresent());
        ParentEntries parent = parentEntries(previous.flatMap(Worker::subtree), directory);
        scan(
                new Folder(Optional.of(spot), directory, parent, names.size()),
                names,
                walk.rules.enter(entry.place(), entry.name()),
                leadsTo);
    }

    private void leaveOut(Task.Entry entry, FileException e) throws InterruptedException {
        leaveOut(entry.in(), entry.name(), e);
        finishOne(entry.in());
    }

    private static Optional<ObjectId> subtree(Node node) {
        return node.kind() instanceof NodeKind.Directory(ObjectId tree)
                ? Optional.of(tree)
                : Optional.empty();
    }

    private static List<FileName> list(Directory directory) {
        List<FileName> names = new ArrayList<>();
        directory.list((name, _) -> names.add(FileName.of(name)));
        Collections.sort(names);
        return names;
    }

    /** Saves what is unchanged or small to tell, and leaves the rest to tasks. */
    private void scan(Folder folder, List<FileName> names, Place place, Optional<PathTree> leadsTo)
            throws InterruptedException {
        Place among = place.among(names);
        List<Task> changedFiles = new ArrayList<>();
        List<Task> folders = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            FileName name = names.get(i);
            Optional<PathTree> next =
                    leadsTo.flatMap(path -> path.child(name)).filter(path -> !path.isWhole());
            try {
                Optional<Stat> stat = folder.directory().find(name.bytes());
                if (stat.isEmpty()) {
                    walk.tally.vanished(folder.path(name), "it vanished before it was saved");
                    continue;
                }
                boolean isDirectory = stat.get().type() == FileType.DIRECTORY;
                Optional<String> rule =
                        next.isPresent()
                                ? Optional.empty()
                                : walk.rules.excludes(among, name, isDirectory);
                if (rule.isPresent()) {
                    walk.tally.excluded(rule.get());
                    continue;
                }
                Task.Entry entry =
                        new Task.Entry(
                                folder,
                                i,
                                name,
                                stat.get(),
                                folder.parent().find(name),
                                among,
                                next);
                if (isDirectory || next.isPresent()) {
                    folders.add(entry);
                } else if (stat.get().type() == FileType.FILE) {
                    if (!reuse(entry)) {
                        changedFiles.add(entry);
                    }
                } else {
                    saveOther(entry);
                }
            } catch (FileException e) {
                leaveOut(folder, name, e);
            }
        }
        changedFiles.addAll(folders); // files first, so that those of a folder lie together
        folder.await(changedFiles.size());
        walk.stack.push(changedFiles);
        finishOne(folder);
    }

    private ParentEntries parentEntries(Optional<ObjectId> tree, Directory directory)
            throws InterruptedException {
        if (tree.isEmpty()) {
            return ParentEntries.NONE;
        }
        List<Node> nodes = new ArrayList<>();
        try {
            walk.trees.read(tree.get(), parentOpener, nodes::add);
            return new ParentEntries(tree, nodes);
        } catch (RepositoryException e) {
            walk.known.distrustStoredTrees();
            walk.tally.warn(
                    e.code(),
                    directory.toString(),
                    "all of it is read, and trees are stored anew, since the parent is damaged: "
                            + e.getMessage());
            return ParentEntries.NONE;
        }
    }

    /** Takes a file from the parent, if nothing of it changed and its blobs are there. */
    private boolean reuse(Task.Entry entry) {
        Stat stat = entry.stat();
        Optional<Node> previous = entry.previous();
        if (previous.isEmpty()
                || !(previous.get().kind() instanceof NodeKind.RegularFile file)
                || file.sizeBytes() != stat.sizeBytes()
                || !NodeMaker.isUnchanged(stat, previous.get())) {
            return false;
        }
        for (ObjectId blob : file.content()) {
            if (!walk.known.contains(BlobType.DATA, blob)) {
                return false;
            }
        }
        Node.Extras extras = previous.get().extras();
        set(entry, walk.nodes.make(entry.name(), stat, file, extras, previous));
        walk.tally.file(Change.UNMODIFIED, stat.sizeBytes());
        return true;
    }

    /** Attributes can't change without the inode's change time. */
    private Node.Extras extras(Inode inode, Stat stat, Optional<Node> previous) {
        return previous.filter(node -> NodeMaker.isUnchanged(stat, node))
                .map(Node::extras)
                .orElseGet(() -> walk.nodes.extras(inode));
    }

    /** Saves what is neither file nor directory. */
    private void saveOther(Task.Entry entry) {
        Directory directory = entry.in().directory();
        byte[] name = entry.name().bytes();
        Stat stat = entry.stat();
        Optional<NodeKind> kind =
                switch (stat.type()) {
                    case SYMLINK ->
                            Optional.of(
                                    new NodeKind.Symlink(ByteString.of(directory.readLink(name))));
                    case FIFO -> Optional.of(new NodeKind.Fifo());
                    case BLOCK_DEVICE -> Optional.of(new NodeKind.BlockDevice(stat.nodeDevice()));
                    case CHARACTER_DEVICE ->
                            Optional.of(new NodeKind.CharacterDevice(stat.nodeDevice()));
                    case SOCKET -> Optional.empty(); // made anew by its program; restic agrees
                    case FILE, DIRECTORY -> throw new IllegalStateException(stat.toString());
                };
        kind.ifPresent(
                known ->
                        set(
                                entry,
                                walk.nodes.make(
                                        entry.name(),
                                        stat,
                                        known,
                                        extras(directory.entry(name), stat, entry.previous()),
                                        entry.previous())));
    }

    private static void set(Task.Entry entry, Node node) {
        entry.in().set(entry.number(), node);
    }

    private void saveFile(Task.Entry entry) throws InterruptedException {
        Folder folder = entry.in();
        try (OpenFile file = folder.directory().openForReading(entry.name().bytes())) {
            PackGroup group = Rules.groupOf(entry.place(), entry.name());
            Optional<FileSaver.Saved> saved = files.save(file, group);
            if (saved.isPresent()) {
                saved(entry, saved.get(), extras(file, saved.get().stat(), entry.previous()));
            } else {
                walk.tally.vanished(file.toString(), "it is no longer a file");
            }
        } catch (FileException e) {
            leaveOut(folder, entry.name(), e);
        }
        finishOne(folder);
    }

    private void saved(Task.Entry entry, FileSaver.Saved saved, Node.Extras extras) {
        if (saved.changed()) {
            walk.tally.changedWhileRead(entry.in().path(entry.name()));
        }
        NodeKind kind = new NodeKind.RegularFile(saved.sizeBytes(), saved.content());
        set(entry, walk.nodes.make(entry.name(), saved.stat(), kind, extras));
        boolean wasFile =
                entry.previous()
                        .filter(node -> node.kind() instanceof NodeKind.RegularFile)
                        .isPresent();
        walk.tally.file(wasFile ? Change.CHANGED : Change.ADDED, saved.sizeBytes());
    }

    private void leaveOut(Folder folder, FileName name, FileException e) {
        String path = folder.path(name);
        switch (e.errno()) {
            // Gone, or something else has its name by now: either way what was listed is not there.
            case ENOENT, ENOTDIR, ELOOP -> walk.tally.vanished(path, e.getMessage());
            default -> walk.tally.unreadable(path, e);
        }
    }

    /** Saves the tree of a folder that is complete, and of those that it completes. */
    private void finishOne(Folder first) throws InterruptedException {
        Folder folder = first;
        while (folder.finishOne()) {
            List<Node> nodes = folder.nodes();
            walk.close(folder.directory());
            if (folder.spot().isEmpty()) {
                walk.finish(
                        nodes.isEmpty() ? Optional.empty() : Optional.of(treeOf(folder, nodes)));
                return;
            }
            Folder.Spot spot = folder.spot().get();
            if (!nodes.isEmpty() || !spot.leadsOn()) {
                saveFolder(spot, treeOf(folder, nodes));
            }
            folder = spot.in();
        }
    }

    private void saveFolder(Folder.Spot spot, ObjectId tree) {
        NodeKind kind = new NodeKind.Directory(tree);
        Node node = walk.nodes.make(spot.name(), spot.stat(), kind, spot.extras(), spot.previous());
        walk.tally.directory(change(spot.previous(), node));
        spot.in().set(spot.number(), node);
    }

    private static Change change(Optional<Node> previous, Node node) {
        if (previous.flatMap(Worker::subtree).isEmpty()) {
            return Change.ADDED;
        }
        return previous.get().equals(node) ? Change.UNMODIFIED : Change.CHANGED;
    }

    private ObjectId treeOf(Folder folder, List<Node> nodes) throws InterruptedException {
        Optional<ObjectId> unchanged = folder.parent().treeOf(nodes);
        return unchanged.isPresent() ? unchanged.get() : saveTree(nodes);
    }

    private ObjectId saveTree(List<Node> nodes) throws InterruptedException {
        nodes.forEach(encoder::add);
        byte[] tree = encoder.finish();
        return blobs.save(BlobType.TREE, PackGroup.TREES, tree, 0, tree.length);
    }

    @Override
    public void close() {
        parentOpener.close();
    }
}
