package lifeboat.engine.restore;

import java.util.BitSet;
import java.util.List;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Phase;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.RestoreReport;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.RestoreWorklist.Action;
import lifeboat.engine.RestoreWorklist.Count;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileException;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restore.ContentCopy.Suspect;
import lifeboat.engine.restore.Worklist.State;

/** Carries out a worklist, tier by tier. */
final class Execution {

    /** Packs that are fetched side by side; beyond this S3 gives little more to one client. */
    private static final int FETCHES = 8;

    private final PreparedRestore prepared;
    private final RestoreRequest request;
    private final Worklist worklist;
    private final BlobIndex index;
    private final Target target;
    private final Progress progress;
    private final WrittenParts writtenParts;
    private final Metadata metadata;
    private final FileContent content;
    private final TargetMetadata inPlace;
    private final BitSet inTarget;
    private final BitSet leftForTheEnd = new BitSet(); // directories whose metadata are not set

    private Execution(
            PreparedRestore prepared,
            LargeFiles largeFiles,
            WrittenParts writtenParts,
            Creator creator) {
        this.prepared = prepared;
        this.writtenParts = writtenParts;
        request = prepared.request;
        worklist = prepared.worklist;
        index = prepared.index;
        target = prepared.target;
        progress = prepared.progress;
        metadata = new Metadata(worklist, creator, Creator.effectiveUid() == 0);
        content = new FileContent(worklist, largeFiles, metadata, progress);
        inPlace = new TargetMetadata(worklist, target.root(), metadata, content);
        inTarget = worklist.existingDirectories();
    }

    /**
     * Restores.
     *
     * @throws RepositoryException {@code TARGET_REFUSED}, and nothing is changed
     */
    static RestoreReport run(PreparedRestore prepared) throws InterruptedException {
        refuseToOverwrite(prepared);
        Worklist worklist = prepared.worklist;
        LargeFiles largeFiles = LargeFiles.of(worklist, prepared.index);
        WrittenParts parts =
                WrittenParts.find(worklist, largeFiles, prepared.index, prepared.target);
        new SpaceCheck(worklist, largeFiles, prepared.index, prepared.target, parts.places()).run();
        Creator creator = prepared.target.prepare();
        try (SharedLock _ = SharedLock.take(prepared.repository, prepared.progress)) {
            return new Execution(prepared, largeFiles, parts, creator).run();
        }
    }

    private static void refuseToOverwrite(PreparedRestore prepared) {
        if (prepared.request.intoExisting()
                || prepared.target.isEmpty()
                || prepared.target.isResumed()
                || !prepared.changesTheTarget()) {
            return;
        }
        throw new RepositoryException(
                Kind.TARGET_REFUSED,
                "the target " + prepared.request.target() + " is not empty",
                "restore into an empty directory; or add --dry-run to see what would change here,"
                        + " and --into-existing to change it");
    }

    private RestoreReport run() throws InterruptedException {
        long files = worklist.entries() - prepared.directories();
        long bytes = prepared.counts().values().stream().mapToLong(Count::bytes).sum();
        Count kept = prepared.counts().get(Action.KEEP);
        Count updated = prepared.counts().get(Action.UPDATE_METADATA);
        Count staged = prepared.counts().get(Action.TAKE_FROM_STAGE);
        progress.expect(files, request.verify() ? 2 * bytes : bytes);
        progress.filesDone(kept.files() + updated.files() + staged.files());
        progress.bytesDone(kept.bytes() + updated.bytes() + staged.bytes());
        writtenParts.places().stream()
                .forEach(place -> progress.bytesDone(index.plainLength(worklist.blob(place))));
        for (int tier : worklist.tally().tiers()) {
            restore(tier);
        }
        inPlace.updateEntries();
        long deleted = deleteExtraneous();
        long mismatches = verify();
        BitSet unfinished = worklist.existingDirectories();
        unfinished.or(leftForTheEnd);
        unfinished.clear(0);
        inPlace.updateDirectories(unfinished);
        if (progress.errors() == 0) {
            target.removeStages(); // after errors it says that the same command may go on here
        }
        BitSet targetItself = new BitSet();
        targetItself.set(0); // which lost an entry only now
        inPlace.updateDirectories(targetItself);
        metadata.reportRefusals(progress);
        return new RestoreReport(
                files,
                worklist.tally().files(State.WRITE) - content.failedFiles(),
                kept.files() + updated.files() + staged.files(),
                deleted,
                prepared.directories(),
                bytes,
                worklist.tally().bytes(State.WRITE) - content.failedBytes(),
                progress.sample().transferredBytes(),
                mismatches,
                progress.errors(),
                progress.warnings());
    }

    private void restore(int tier) throws InterruptedException {
        try (Directory stage = target.makeStage(tier)) {
            progress.enter(Phase.COPY);
            copyContent(tier, stage);
            progress.enter(Phase.FINISH);
            BitSet made =
                    new Staging(
                                    worklist,
                                    tier,
                                    inTarget,
                                    target.root(),
                                    stage,
                                    metadata,
                                    content,
                                    progress)
                            .complete();
            stage.syncFileSystem();
            progress.enter(Phase.PROMOTE);
            BitSet changed =
                    new Promotion(
                                    worklist,
                                    stage,
                                    target.root(),
                                    content,
                                    request.delete(),
                                    this::reportMount)
                            .run(tier, inTarget, made);
            if (metadata.isRoot()) {
                inPlace.updateDirectories(changed);
            } else {
                // a directory that its owner may not write would keep the next tier out
                made.and(inTarget);
                leftForTheEnd.or(made);
                leftForTheEnd.or(changed);
            }
        }
    }

    private void copyContent(int tier, Directory stage) throws InterruptedException {
        PackUses uses = PackUses.of(worklist, index, tier, writtenParts.places());
        List<Suspect> suspects =
                new ContentCopy(prepared.repository, index, content, stage, uses, progress)
                        .run(FETCHES);
        if (!suspects.isEmpty()) {
            new Salvage(prepared.repository, index, content, stage, progress)
                    .run(suspects, worklist);
        }
        try (StageWriter writer = content.writer(stage)) {
            writtenParts.whole(tier).forEach(entry -> content.finish(writer, entry));
        }
    }

    private long deleteExtraneous() {
        if (!request.delete()) {
            return 0;
        }
        Removal removal = new Removal(this::reportMount);
        try (OpenDirectories directories = OpenDirectories.below(target.root(), worklist)) {
            for (int i = 0; i < worklist.extraneousCount(); i++) {
                try {
                    removal.removeTree(
                            directories.get(worklist.extraneousDirectory(i)),
                            worklist.extraneousName(i));
                } catch (FileException e) {
                    if (FileContent.endsTheRestore(e)) {
                        throw e;
                    }
                    progress.report(
                            new Problem(
                                    Severity.ERROR,
                                    e.code(),
                                    worklist.extraneousPath(i),
                                    "it could not be deleted: " + e.getMessage()));
                }
            }
        }
        return removal.removed();
    }

    private void reportMount(Directory mount) {
        progress.report(
                new Problem(
                        Severity.WARNING,
                        "MOUNT_KEPT",
                        mount.toString(),
                        "it is a mount point and was kept"));
    }

    private long verify() throws InterruptedException {
        if (!request.verify()) {
            return 0;
        }
        progress.enter(Phase.VERIFY);
        return new Verification(worklist, index, target.root(), content, progress)
                .run(Runtime.getRuntime().availableProcessors());
    }
}
