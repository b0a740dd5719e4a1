package lifeboat.engine.restore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.engine.EngineException;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.FileType;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.TreeSource;
import lifeboat.engine.restic.TreeVisits;
import lifeboat.engine.restic.tree.ByteString;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;
import lifeboat.engine.restore.Comparison.Found;
import lifeboat.engine.restore.Selection.Choice;
import lifeboat.engine.restore.Worklist.Draft;
import lifeboat.engine.restore.Worklist.State;

/**
 * Reads the trees of a snapshot, several directories side by side, and compares each entry with the
 * target and the stage while it is there. Changes nothing.
 *
 * <p>A directory that can't be read is a problem and is left out with all below it; the walk goes
 * on.
 */
final class TreeWalk {

    /**
     * A directory to read.
     *
     * @param inTarget whether it exists there
     * @param stagedTiers in whose stages an earlier run made it, a bit for each tier
     */
    private record Visit(
            int directory,
            ObjectId tree,
            int depth,
            boolean inTarget,
            int stagedTiers,
            Selection selection) {
        Visit at(int number) {
            return new Visit(number, tree, depth, inTarget, stagedTiers, selection);
        }
    }

    /** As deep as a path that Linux can be given in one piece (PATH_MAX), at one byte a name. */
    private static final int MAX_DEPTH = 2048;

    private final ResticRepository repository;
    private final TreeSource trees;
    private final Drafting drafting;
    private final Target target;
    private final Worklist worklist;
    private final boolean findsExtraneous;
    private final Progress progress;
    private final TreeVisits<Visit> visits = new TreeVisits<>();
    private final Set<Long> madeBefore = new HashSet<>(); // filled once, then only read
    private volatile boolean complete = true;

    /**
     * @param findsExtraneous whether to note what the target has and the snapshot has not
     */
    TreeWalk(
            ResticRepository repository,
            TreeSource trees,
            Drafting drafting,
            Target target,
            Worklist worklist,
            boolean findsExtraneous,
            Progress progress) {
        this.repository = repository;
        this.trees = trees;
        this.drafting = drafting;
        this.target = target;
        this.worklist = worklist;
        this.findsExtraneous = findsExtraneous;
        this.progress = progress;
    }

    /** Walks from {@code tree}, whose entries go into the target, until all is on the worklist. */
    void run(ObjectId tree, Selection selection, int workers) throws InterruptedException {
        int stagedTiers = findStages();
        visits.add(new Visit(0, tree, 0, target.exists(), stagedTiers, selection));
        try (TaskGroup group = TaskGroup.ofPlatformThreads("walk")) {
            for (int i = 0; i < workers; i++) {
                group.fork(this::work);
            }
            group.join();
        }
    }

    /** Whether every directory could be read: only then is it known what the snapshot lacks. */
    boolean isComplete() {
        return complete;
    }

    /** Returns a bit for each tier that an earlier run has staged. */
    private int findStages() {
        int tiers = 0;
        for (int tier = 0; tier < Worklist.TIERS; tier++) {
            Optional<Directory> stage = target.findStage(tier);
            if (stage.isPresent()) {
                try (Directory open = stage.get()) {
                    tiers |= 1 << tier;
                    madeBefore.addAll(MadeDirectories.in(open));
                }
            }
        }
        return tiers;
    }

    /** What a run that was stopped made, and so was to set the metadata of, is ours to finish. */
    private Draft finishing(Draft directory) {
        return directory.state() == State.ON_DEMAND
                        && madeBefore.contains(directory.existingInode())
                ? directory.as(State.WRITE, directory.existingInode())
                : directory;
    }

    private void work() throws InterruptedException {
        try (BlobOpener opener = repository.blobOpener();
                Reader reader = new Reader(opener)) {
            visits.makeAll(
                    visit -> {
                        try {
                            reader.read(visit);
                        } catch (RepositoryException | FileException e) {
                            leftOut(visit, e);
                        }
                    });
        }
    }

    /** For people; also while others append. */
    private String path(Visit visit) {
        return visit.directory() == 0 ? "." : worklist.directoryPath(visit.directory());
    }

    /** What stands before the names in it, for people. */
    private String folder(Visit visit) {
        return visit.directory() == 0 ? "" : path(visit) + "/";
    }

    private void leftOut(Visit visit, EngineException e) {
        complete = false;
        progress.report(
                new Problem(
                        Severity.ERROR,
                        e.code(),
                        path(visit),
                        "this directory and all below it is left out: " + e.getMessage()));
    }

    /** One thread's way through the directories that it reads. */
    private final class Reader implements AutoCloseable {

        private final BlobOpener opener;
        private final Comparison comparison = drafting.comparison();
        private final Optional<OpenDirectories> existing;
        private final Map<Integer, Directory> stages = new HashMap<>(); // by tier
        private final Map<Integer, OpenDirectories> staged = new HashMap<>();

        Reader(BlobOpener opener) {
            this.opener = opener;
            existing =
                    target.exists()
                            ? Optional.of(OpenDirectories.below(target.root(), worklist))
                            : Optional.empty();
            for (int tier = 0; tier < Worklist.TIERS; tier++) {
                int t = tier;
                target.findStage(tier)
                        .ifPresent(
                                stage -> {
                                    stages.put(t, stage);
                                    staged.put(t, OpenDirectories.below(stage, worklist));
                                });
            }
        }

        void read(Visit visit) throws InterruptedException {
            if (visit.depth() > MAX_DEPTH) {
                throw new RepositoryException(
                        Kind.REPOSITORY_HOSTILE,
                        "directories are nested more than " + MAX_DEPTH + " deep",
                        "");
            }
            List<Node> nodes = new ArrayList<>();
            trees.read(visit.tree(), opener, nodes::add);
            List<Choice> choices = visit.selection().choose(nodes);
            Place place = new Place(visit);
            if (findsExtraneous && visit.inTarget()) {
                place.noteExtraneous(visit, nodes);
            }
            List<Draft> drafts = new ArrayList<>(nodes.size());
            List<Optional<Visit>> children = new ArrayList<>(nodes.size());
            for (int i = 0; i < nodes.size(); i++) {
                Node node = nodes.get(i);
                Choice choice = choices.get(i);
                if (visit.directory() == 0 && Target.isPrivate(node.name().bytes())) {
                    continue; // a stage that somebody saved is no stage of ours
                }
                if (node.kind() instanceof NodeKind.Directory(ObjectId subtree)) {
                    if (choice.below().isPresent()) {
                        Draft draft =
                                finishing(drafting.directory(node, choice, place.existing(node)));
                        drafts.add(draft);
                        children.add(
                                Optional.of(
                                        new Visit(
                                                0, // known only once it is appended
                                                subtree,
                                                visit.depth() + 1,
                                                draft.existingInode() != 0,
                                                place.stagedTiers(node),
                                                choice.below().get())));
                    }
                } else if (choice.taken()) {
                    Optional<Draft> draft =
                            drafting.draft(node, choice.tier(), () -> folder(visit));
                    if (draft.isPresent()) {
                        drafts.add(place.compared(draft.get()));
                        children.add(Optional.empty());
                    }
                }
            }
            int[] numbers = worklist.append(visit.directory(), drafts);
            for (int i = 0; i < numbers.length; i++) {
                int number = numbers[i];
                children.get(i).ifPresent(child -> visits.add(child.at(number)));
            }
        }

        @Override
        public void close() {
            existing.ifPresent(OpenDirectories::close);
            staged.values().forEach(OpenDirectories::close);
            stages.values().forEach(Directory::close);
        }

        /** What is there of one directory. */
        private final class Place {

            private final Optional<Directory> inTarget;
            private final Map<Integer, Directory> inStages = new HashMap<>(); // by tier

            Place(Visit visit) {
                inTarget =
                        visit.inTarget()
                                ? existing.map(all -> all.get(visit.directory()))
                                : Optional.empty();
                staged.forEach(
                        (tier, all) -> {
                            if ((visit.stagedTiers() & (1 << tier)) != 0) {
                                inStages.put(tier, all.get(visit.directory()));
                            }
                        });
            }

            /** What has the node's name in the target. */
            Optional<Stat> existing(Node node) {
                return inTarget.flatMap(directory -> directory.find(node.name().bytes()));
            }

            int stagedTiers(Node node) {
                int tiers = 0;
                for (Map.Entry<Integer, Directory> stage : inStages.entrySet()) {
                    Optional<Stat> stat = stage.getValue().find(node.name().bytes());
                    if (stat.isPresent() && stat.get().type() == FileType.DIRECTORY) {
                        tiers |= 1 << stage.getKey();
                    }
                }
                return tiers;
            }

            private void noteExtraneous(Visit visit, List<Node> nodes) {
                Set<ByteString> known = new HashSet<>();
                nodes.forEach(node -> known.add(ByteString.of(node.name().bytes())));
                inTarget.orElseThrow()
                        .list(
                                (name, type) -> {
                                    if (!known.contains(ByteString.of(name))
                                            && !Target.isPrivate(name)
                                            && !(visit.directory() == 0 && Target.ignores(name))
                                            && visit.selection()
                                                    .covers(name, type == FileType.DIRECTORY)) {
                                        worklist.appendExtraneous(visit.directory(), name);
                                    }
                                });
            }

            /** What can't be compared, or is gone meanwhile, is written anew. */
            private Found compare(Draft draft, Directory directory) throws InterruptedException {
                try {
                    return comparison.compare(draft, directory);
                } catch (FileException e) {
                    return Found.NOTHING;
                }
            }

            Draft compared(Draft draft) throws InterruptedException {
                if (draft.state() == State.FAILED) {
                    return draft;
                }
                if (inTarget.isPresent()) {
                    Found found = compare(draft, inTarget.get());
                    if (found.state() != State.WRITE) {
                        return draft.as(found.state(), found.inode());
                    }
                }
                Directory inStage = inStages.get(draft.tier());
                return inStage != null && compare(draft, inStage).state() == State.KEEP
                        ? draft.as(State.TAKE_FROM_STAGE, 0)
                        : draft;
            }
        }
    }
}
