package lifeboat.agent.command;

import lifeboat.engine.BackupReport;
import lifeboat.engine.CheckReport;
import lifeboat.engine.EngineException;
import lifeboat.engine.Progress;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RestoreReport;
import lifeboat.engine.store.StoreException;

/** How the program ended, for scripts; the only place that maps failures and reports to numbers. */
public enum ExitCode {
    DONE(0, "done"),
    FAILED(1, "failed, or not complete"),
    USAGE(2, "the command line can't be understood, or could mean two things"),
    WARNINGS(3, "done, and a person should read the warnings"),
    DENIED(4, "credentials, password or permissions"),
    REFUSED(5, "refused before anything was changed"),
    UNPROVEN(6, "data is missing or damaged, as check or --verify found"),
    INTERRUPTED(130, "interrupted; the same command goes on");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    static ExitCode of(EngineException failure) {
        return switch (failure) {
            case RepositoryException e -> of(e.kind());
            case StoreException e -> of(e);
            default ->
                    switch (failure.code()) {
                        case "REPOSITORY_URL_INVALID", "BAD_PATTERN", "UNKNOWN_PROFILE" -> USAGE;
                        case "FILE_DENIED" -> DENIED;
                        default -> FAILED;
                    };
        };
    }

    private static ExitCode of(RepositoryException.Kind kind) {
        return switch (kind) {
            case WRONG_PASSWORD -> DENIED;
            case SNAPSHOT_AMBIGUOUS, TIERS_UNKNOWN -> USAGE;
            case TARGET_REFUSED -> REFUSED;
            case NOT_A_REPOSITORY,
                    REPOSITORY_EXISTS,
                    REPOSITORY_UNSUPPORTED,
                    REPOSITORY_DAMAGED,
                    REPOSITORY_HOSTILE,
                    REPOSITORY_LOCKED,
                    LOCK_LOST,
                    SNAPSHOT_NOT_FOUND,
                    PATH_NOT_FOUND ->
                    FAILED;
        };
    }

    private static ExitCode of(StoreException failure) {
        return switch (failure) {
            case StoreException.Denied _ -> DENIED;
            case StoreException.Missing _,
                    StoreException.Truncated _,
                    StoreException.Unreadable _,
                    StoreException.TooLarge _,
                    StoreException.NoSuchPlace _,
                    StoreException.Unavailable _,
                    StoreException.Refused _ ->
                    FAILED;
        };
    }

    static ExitCode of(RestoreReport report) {
        if (report.mismatches() > 0) {
            return UNPROVEN;
        }
        return report.errors() > 0 ? FAILED : doneWith(report.warnings());
    }

    /** The snapshot is there, whatever is missing in it. */
    static ExitCode of(BackupReport report) {
        return doneWith(report.errors() + report.warnings());
    }

    static ExitCode of(CheckReport report) {
        return report.errors() > 0 ? UNPROVEN : doneWith(report.warnings());
    }

    /** For what only looks: it has shown what there was to show. */
    static ExitCode of(Progress progress) {
        return doneWith(progress.errors() + progress.warnings());
    }

    private static ExitCode doneWith(long findings) {
        return findings > 0 ? WARNINGS : DONE;
    }
}
