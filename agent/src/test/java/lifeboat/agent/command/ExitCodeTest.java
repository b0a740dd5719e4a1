package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lifeboat.engine.CheckReport;
import lifeboat.engine.EngineException;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RestoreReport;
import lifeboat.engine.file.FileException;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.RepositoryUrl;
import lifeboat.engine.store.StoreException;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    /** Stands for a failure of the file system, which only the engine can make. */
    private static final class CodeOnly extends EngineException {
        private static final long serialVersionUID = 1;
        private final String code;

        CodeOnly(String code) {
            super(code, null);
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public Retry retry() {
            return Retry.NEVER;
        }

        @Override
        public String next() {
            return "";
        }
    }

    @Test
    void everyFailureHasItsExitCode() {
        Map<String, Integer> found = new TreeMap<>();
        for (var kind : RepositoryException.Kind.values()) {
            add(found, new RepositoryException(kind, "", ""));
        }
        for (var kind : FileException.Kind.values()) {
            add(found, new CodeOnly(kind.name()));
        }
        ObjectKey key = new ObjectKey("config");
        List<StoreException> failures =
                List.of(
                        new StoreException.Missing(key, ""),
                        new StoreException.Truncated(key, new ByteRange(0, 1), ""),
                        new StoreException.Unreadable("", null),
                        new StoreException.TooLarge(key, 1, ""),
                        new StoreException.NoSuchPlace("", "", null),
                        new StoreException.Denied("", "", null),
                        new StoreException.Unavailable("", null),
                        new StoreException.Refused("", "", null));
        assertThat(failures).hasSameSizeAs(StoreException.class.getPermittedSubclasses());
        failures.forEach(failure -> add(found, failure));
        add(found, new RepositoryUrl.Invalid(""));

        Map<String, Integer> expected = new TreeMap<>(found);
        expected.replaceAll((_, _) -> 1);
        expected.put("WRONG_PASSWORD", 4);
        expected.put("STORE_DENIED", 4);
        expected.put("FILE_DENIED", 4);
        expected.put("TARGET_REFUSED", 5);
        expected.put("SNAPSHOT_AMBIGUOUS", 2);
        expected.put("TIERS_UNKNOWN", 2);
        expected.put("REPOSITORY_URL_INVALID", 2);
        assertThat(found).isEqualTo(expected);
    }

    private static void add(Map<String, Integer> found, EngineException failure) {
        found.put(failure.code(), ExitCode.of(failure).number());
    }

    @Test
    void numbersAreThoseOfTheHouse() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 130);
    }

    @Test
    void aRestoreIsJudgedByItsWorstFinding() {
        assertThat(ExitCode.of(restored(0, 0, 0))).isEqualTo(ExitCode.DONE);
        assertThat(ExitCode.of(restored(0, 0, 1))).isEqualTo(ExitCode.WARNINGS);
        assertThat(ExitCode.of(restored(0, 1, 1))).isEqualTo(ExitCode.FAILED);
        assertThat(ExitCode.of(restored(1, 2, 1))).isEqualTo(ExitCode.UNPROVEN);
    }

    private static RestoreReport restored(long mismatches, long errors, long warnings) {
        return new RestoreReport(9, 9, 0, 0, 1, 99, 99, 50, mismatches, errors, warnings);
    }

    @Test
    void aCheckWithErrorsHasFailedToProve() {
        assertThat(ExitCode.of(new CheckReport(1, 1, 1, 1, 1, false, 1, 1)))
                .isEqualTo(ExitCode.UNPROVEN);
        assertThat(ExitCode.of(new CheckReport(1, 1, 1, 1, 1, false, 0, 1)))
                .isEqualTo(ExitCode.WARNINGS);
        assertThat(ExitCode.of(new CheckReport(1, 1, 1, 1, 1, false, 0, 0)))
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void aBackupWithFlawsIsDoneWithWarnings() {
        assertThat(ExitCode.of(Reports.backup(0, 0))).isEqualTo(ExitCode.DONE);
        assertThat(ExitCode.of(Reports.backup(1, 0))).isEqualTo(ExitCode.WARNINGS);
        assertThat(ExitCode.of(Reports.backup(0, 1))).isEqualTo(ExitCode.WARNINGS);
    }

    @Test
    void aListThatLeavesSomethingOutIsDoneWithWarnings() {
        Progress progress = new Progress();
        assertThat(ExitCode.of(progress)).isEqualTo(ExitCode.DONE);
        progress.report(new Problem(Severity.ERROR, "REPOSITORY_DAMAGED", "snapshots/x", ""));
        assertThat(ExitCode.of(progress)).isEqualTo(ExitCode.WARNINGS);
    }
}
