package lifeboat.engine.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import lifeboat.engine.BackupRequest;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Phase;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.profile.Profile;
import lifeboat.engine.profile.ProfileException;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.TreePath;
import lifeboat.engine.restic.TreeSource;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.tree.Node;

/** Makes the worklist of a restore. Changes nothing. */
public final class Preparation {

    private final ResticRepository repository;
    private final BlobIndex index;
    private final RestoreRequest request;
    private final Progress progress;
    private final TreeSource trees;
    private final Drafting drafting;
    private final LongAdder leftOutByProfile = new LongAdder();

    private Preparation(
            ResticRepository repository,
            BlobIndex index,
            RestoreRequest request,
            Progress progress) {
        this.repository = repository;
        this.index = index;
        this.request = request;
        this.progress = progress;
        trees = repository.trees(index);
        drafting = new Drafting(index, request, progress);
    }

    /**
     * Reads the index and the snapshot's trees, and compares them with the target.
     *
     * @throws RepositoryException {@code TARGET_REFUSED} if the target is not a directory, {@code
     *     PATH_NOT_FOUND} if the snapshot lacks the path that was asked for
     */
    public static PreparedRestore prepare(
            ResticRepository repository, RestoreRequest request, Progress progress)
            throws InterruptedException {
        progress.enter(Phase.SCAN);
        BlobIndex index = repository.loadIndex(progress::report);
        return new Preparation(repository, index, request, progress).run();
    }

    private PreparedRestore run() throws InterruptedException {
        Optional<Profile> profile = profile();
        Start start = start(profile);
        Target target = Target.open(request.target(), stageName(start.tree(), profile));
        boolean handedOver = false;
        try {
            Worklist worklist = new Worklist();
            start.directory().ifPresent(node -> worklist.appendTarget(drafting.target(node)));
            TreeWalk walk =
                    new TreeWalk(
                            repository,
                            trees,
                            drafting,
                            target,
                            worklist,
                            request.delete(),
                            progress);
            walk.run(start.tree(), start.selection(), Runtime.getRuntime().availableProcessors());
            drafting.reportLeftOut();
            if (request.delete() && !walk.isComplete()) {
                worklist.forgetExtraneous();
                progress.report(
                        new Problem(
                                Severity.WARNING,
                                "DELETE_OFF",
                                "",
                                "nothing is deleted, since not all of the snapshot can be read"));
            }
            PreparedRestore prepared =
                    new PreparedRestore(
                            repository,
                            index,
                            request,
                            start.mapping(),
                            target,
                            worklist,
                            leftOutByProfile.sum(),
                            progress);
            handedOver = true;
            return prepared;
        } finally {
            if (!handedOver) {
                target.close();
            }
        }
    }

    /**
     * Where the walk begins.
     *
     * @param directory the node whose contents go into the target, if one does
     */
    private record Start(
            ObjectId tree, Optional<Node> directory, Selection selection, String mapping) {}

    private Start start(Optional<Profile> profile) throws InterruptedException {
        Chosen selection = Chosen.atRoot(request, profile, leftOutByProfile);
        TreePath path = TreePath.of(request.snapshot(), request.path());
        List<Node> way;
        try (BlobOpener opener = repository.blobOpener()) {
            way = path.resolve(trees, opener);
        }
        ObjectId tree = path.tree(way);
        for (Node node : way) {
            selection = selection.enter(node.name().bytes());
        }
        String mapping =
                way.isEmpty()
                        ? "every path of the snapshot → " + request.target() + "/PATH"
                        : "contents of " + path + " → " + request.target();
        Optional<Node> directory = way.isEmpty() ? Optional.empty() : Optional.of(way.getLast());
        return new Start(tree, directory, selection, mapping);
    }

    /**
     * The profile that the snapshot was made with.
     *
     * @throws RepositoryException {@code TIERS_UNKNOWN} if tiers were asked for and it has none
     */
    private Optional<Profile> profile() {
        Optional<Profile> profile =
                request.snapshot().tags().stream()
                        .filter(tag -> tag.startsWith(BackupRequest.PROFILE_TAG))
                        .map(tag -> tag.substring(BackupRequest.PROFILE_TAG.length()))
                        .findFirst()
                        .flatMap(this::known);
        if (profile.isEmpty() && !request.tiers().isEmpty()) {
            throw new RepositoryException(
                    Kind.TIERS_UNKNOWN,
                    "snapshot "
                            + request.snapshot().id().shortHex()
                            + " was made without a profile, so it has no tiers",
                    "leave --tier out, or choose by --path and --include");
        }
        return profile;
    }

    /** A tag of that form may be somebody else's; a snapshot is restored all the same. */
    private Optional<Profile> known(String name) {
        try {
            return Optional.of(Profile.named(name));
        } catch (ProfileException e) {
            progress.report(
                    new Problem(
                            Severity.WARNING,
                            e.code(),
                            "",
                            "restored as without: " + e.getMessage()));
            return Optional.empty();
        }
    }

    /** The same for the same selection of the same tree, so that a stage never mixes two. */
    private String stageName(ObjectId tree, Optional<Profile> profile) {
        String selection =
                String.join(
                        "\n",
                        request.path(),
                        request.includes().toString(),
                        request.excludes().toString(),
                        request.tiers().stream().sorted().toList().toString(),
                        profile.map(Profile::name).orElse(""),
                        Boolean.toString(request.privileged()));
        return tree.hex() + "-" + ObjectId.hash(selection.getBytes(UTF_8)).shortHex();
    }
}
