package lifeboat.agent.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.RepositoryAccess;
import lifeboat.agent.step.Task;
import lifeboat.agent.step.TaskReport;
import lifeboat.agent.step.TaskReport.Checked;
import lifeboat.agent.step.TaskReport.Restored;
import lifeboat.agent.step.TaskReport.Saved;
import lifeboat.engine.BackupReport;
import lifeboat.engine.BackupRequest;
import lifeboat.engine.CheckReport;
import lifeboat.engine.CheckRequest;
import lifeboat.engine.EngineException;
import lifeboat.engine.Platform;
import lifeboat.engine.Problem;
import lifeboat.engine.Progress;
import lifeboat.engine.Repository;
import lifeboat.engine.RestoreOperation;
import lifeboat.engine.RestoreReport;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.RestoreWorklist.Action;
import lifeboat.engine.RestoreWorklist.Count;
import lifeboat.engine.Snapshot;
import lifeboat.engine.SnapshotFilter;
import lifeboat.engine.SnapshotQuery;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.RepositoryUrl;

/** Carries out a task with the engine. */
final class EngineWork {

    private final Stores stores;
    private final Platform platform;

    EngineWork(Stores stores, Platform platform) {
        this.stores = stores;
        this.platform = platform;
    }

    /** Does it, from its beginning or from where an earlier run of it stopped. */
    Outcome run(Task task, Progress progress) throws InterruptedException {
        try (Repository repository = open(task.repository(), progress)) {
            if (!repository.id().equals(task.repository().configId())) {
                return new Outcome.Failed(
                        "REPOSITORY_CHANGED",
                        "the repository at %s has the id %s, and %s is expected"
                                .formatted(
                                        task.repository().url(),
                                        repository.id(),
                                        task.repository().configId()),
                        "if it was made anew on purpose, apply the plan again",
                        false);
            }
            return new Outcome.Done(
                    switch (task) {
                        case Task.Backup backup -> backup(backup, repository, progress);
                        case Task.Restore restore -> restore(restore, repository, progress);
                        case Task.Check check -> check(check, repository, progress);
                    });
        } catch (EngineException e) {
            return new Outcome.Failed(
                    e.code(),
                    e.getMessage(),
                    e.next(),
                    e.retry() == EngineException.Retry.SAME_CALL);
        }
    }

    private Repository open(RepositoryAccess access, Progress progress)
            throws InterruptedException {
        ObjectStore store = stores.open(RepositoryUrl.parse(access.url()), progress);
        boolean open = false;
        try {
            Repository repository = Repository.open(store, access.password(), platform);
            open = true;
            return repository;
        } finally {
            if (!open) {
                store.close();
            }
        }
    }

    private static TaskReport backup(Task.Backup task, Repository repository, Progress progress)
            throws InterruptedException {
        BackupReport report =
                repository.backup(
                        new BackupRequest(
                                task.paths().stream().map(Path::of).toList(),
                                task.excludes(),
                                Optional.of(task.profile()).filter(name -> !name.isEmpty()),
                                task.tags(),
                                task.host()),
                        progress);
        Snapshot.Counts counts = report.counts();
        return report(
                new Saved(
                        report.snapshot().id().hex(),
                        report.snapshot().time(),
                        counts.totalFiles(),
                        counts.totalBytes(),
                        counts.files().added(),
                        counts.files().changed(),
                        counts.addedPackedBytes()),
                progress,
                report.errors(),
                report.warnings());
    }

    private static TaskReport restore(Task.Restore task, Repository repository, Progress progress)
            throws InterruptedException {
        Snapshot snapshot =
                new SnapshotQuery(task.snapshotId(), SnapshotFilter.ALL)
                        .require(repository.snapshots(progress));
        RestoreRequest request =
                new RestoreRequest(
                        snapshot,
                        Path.of(task.target()),
                        task.path(),
                        List.of(),
                        List.of(),
                        Set.copyOf(task.tiers()),
                        task.intoExisting(),
                        task.delete(),
                        false,
                        false,
                        task.verify());
        try (RestoreOperation operation = repository.prepareRestore(request, progress)) {
            if (task.preview()) {
                return report(preview(operation), progress, progress.errors(), progress.warnings());
            }
            RestoreReport report = operation.execute();
            return report(
                    new Restored(
                            report.files(),
                            report.bytes(),
                            report.filesKept(),
                            report.bytesFetched(),
                            report.filesDeleted(),
                            report.filesWritten()),
                    progress,
                    report.errors(),
                    report.warnings());
        }
    }

    private static Restored preview(RestoreOperation operation) {
        Map<Action, Count> counts = operation.counts();
        Count none = new Count(0, 0);
        Count keep = counts.getOrDefault(Action.KEEP, none);
        long files = counts.values().stream().mapToLong(Count::files).sum();
        long bytes = counts.values().stream().mapToLong(Count::bytes).sum();
        LongAdder extraneous = new LongAdder();
        if (operation.request().delete()) {
            operation.forEachExtraneous(_ -> extraneous.increment());
        }
        return new Restored(
                files,
                bytes,
                keep.files(),
                operation.bytesToFetch(),
                extraneous.sum(),
                files - keep.files());
    }

    private static TaskReport check(Task.Check task, Repository repository, Progress progress)
            throws InterruptedException {
        CheckReport report = repository.check(new CheckRequest(task.readShare()), progress);
        long readBytes = task.readShare() > 0 ? progress.sample().transferredBytes() : 0;
        return report(
                new Checked(report.snapshots(), report.packs(), readBytes),
                progress,
                report.errors(),
                report.warnings());
    }

    /** Errors before warnings, as not all may find a place. */
    private static TaskReport report(
            TaskReport.Result result, Progress progress, long errors, long warnings) {
        Map<Boolean, List<TaskReport.Problem>> problems =
                progress.problemsFrom(0).stream()
                        .map(EngineWork::told)
                        .collect(Collectors.partitioningBy(TaskReport.Problem::error));
        return new TaskReport(
                result,
                Stream.concat(problems.get(true).stream(), problems.get(false).stream()).toList(),
                errors,
                warnings);
    }

    private static TaskReport.Problem told(Problem problem) {
        return new TaskReport.Problem(
                problem.code(),
                problem.severity() == Problem.Severity.ERROR,
                problem.path(),
                problem.message());
    }
}
