package lifeboat.engine.restore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
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
import lifeboat.engine.file.OpenFile;
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
    private final Metadata metadata;
    private final FileContent content;
    private final LargeFiles largeFiles;
    private final BitSet inTarget;
    private final BitSet done = new BitSet(); // places that an earlier run wrote
    private final List<Integer> whole = new ArrayList<>(); // files of which it wrote all places

    Execution(PreparedRestore prepared) {
        this.prepared = prepared;
        request = prepared.request;
        worklist = prepared.worklist;
        index = prepared.index;
        target = prepared.target;
        progress = prepared.progress;
        metadata = new Metadata(worklist, Creator.thisProcess());
        largeFiles = LargeFiles.of(worklist, index);
        content = new FileContent(worklist, largeFiles, metadata, progress);
        inTarget = worklist.existingDirectories();
    }

    RestoreReport run() throws InterruptedException {
        refuseToOverwrite();
        if (target.isResumed()) {
            findWrittenParts();
        }
        new SpaceCheck(worklist, index, target, done).run();
        target.prepare();
        progress.enter(Phase.COPY);
        long files = worklist.entries() - prepared.directories();
        long bytes = prepared.counts().values().stream().mapToLong(Count::bytes).sum();
        Count kept = prepared.counts().get(Action.KEEP);
        Count staged = prepared.counts().get(Action.TAKE_FROM_STAGE);
        progress.expect(files, bytes);
        progress.filesDone(kept.files() + staged.files());
        progress.bytesDone(kept.bytes() + staged.bytes());
        TargetMetadata inPlace = new TargetMetadata(worklist, target.root(), metadata, content);
        for (int tier : worklist.tally().tiers()) {
            restore(tier, inPlace);
        }
        inPlace.updateEntries();
        long deleted = deleteExtraneous();
        long mismatches = verify();
        target.removeStages();
        BitSet existing = worklist.existingDirectories();
        existing.set(0);
        inPlace.updateDirectories(existing);
        reportOwnersLeft();
        return new RestoreReport(
                files,
                worklist.tally().files(State.WRITE) - content.failedFiles(),
                kept.files() + staged.files(),
                deleted,
                prepared.directories(),
                bytes,
                worklist.tally().bytes(State.WRITE) - content.failedBytes(),
                progress.sample().transferredBytes(),
                mismatches,
                progress.errors(),
                progress.warnings());
    }

    private void refuseToOverwrite() {
        if (request.intoExisting()
                || target.isEmpty()
                || target.isResumed()
                || !prepared.changesTheTarget()) {
            return;
        }
        throw new RepositoryException(
                Kind.TARGET_REFUSED,
                "the target " + request.target() + " is not empty",
                "restore into an empty directory; or add --dry-run to see what would change here,"
                        + " and --into-existing to change it");
    }

    private void restore(int tier, TargetMetadata inPlace) throws InterruptedException {
        try (Directory stage = target.makeStage(tier)) {
            progress.enter(Phase.COPY);
            PackUses uses = PackUses.of(worklist, index, tier, done);
            List<Suspect> suspects =
                    new ContentCopy(prepared.repository, index, content, stage, uses, progress)
                            .run(FETCHES);
            if (!suspects.isEmpty()) {
                new Salvage(prepared.repository, index, content, stage, progress)
                        .run(suspects, worklist);
            }
            try (StageWriter writer = content.writer(stage)) {
                whole.stream().filter(e -> worklist.tier(e) == tier).forEach(writer::finishParts);
            }
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
                                    progress)
                            .run(tier, inTarget, made);
            if (!metadata.isRoot()) {
                changed.or(made); // Staging left theirs as they were
            }
            inPlace.updateDirectories(changed);
        }
    }

    /** Proves what a run that was stopped wrote of large files, so that it isn't fetched again. */
    private void findWrittenParts() throws InterruptedException {
        ContentProof proof = new ContentProof(index);
        for (int entry : largeFiles.entries()) {
            Optional<Directory> stage = target.findStage(worklist.tier(entry));
            if (stage.isPresent()) {
                try (Directory root = stage.get();
                        OpenDirectories staged = OpenDirectories.below(root, worklist);
                        OpenFile file =
                                staged.get(worklist.parent(entry))
                                        .openForReading(worklist.name(entry))) {
                    BitSet found = proof.found(file, worklist.rows(entry));
                    found.stream()
                            .forEach(
                                    i -> {
                                        done.set(worklist.firstBlob(entry) + i);
                                        if (largeFiles.written(entry)) {
                                            whole.add(entry);
                                        }
                                    });
                } catch (FileException e) {
                    progress.notice(e.getMessage()); // it had not come to this file
                }
            }
        }
    }

    private long deleteExtraneous() {
        if (!request.delete()) {
            return 0;
        }
        Removal removal =
                new Removal(
                        mount ->
                                progress.report(
                                        new Problem(
                                                Severity.WARNING,
                                                "MOUNT_KEPT",
                                                mount.toString(),
                                                "it is a mount point and was kept")));
        try (OpenDirectories directories = OpenDirectories.below(target.root(), worklist)) {
            for (int i = 0; i < worklist.extraneousCount(); i++) {
                removal.removeTree(
                        directories.get(worklist.extraneousDirectory(i)),
                        worklist.extraneousName(i));
            }
        }
        return removal.removed();
    }

    private long verify() throws InterruptedException {
        if (!request.verify()) {
            return 0;
        }
        progress.enter(Phase.VERIFY);
        return new Verification(worklist, index, target.root(), content, progress)
                .run(Runtime.getRuntime().availableProcessors());
    }

    private void reportOwnersLeft() {
        if (metadata.ownersLeft() > 0) {
            progress.report(
                    new Problem(
                            Severity.WARNING,
                            "OWNERS_LEFT",
                            "",
                            "the owners of "
                                    + metadata.ownersLeft()
                                    + " entries could not be set: only root can give files away"));
        }
    }
}
