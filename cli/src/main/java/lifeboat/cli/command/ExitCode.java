package lifeboat.cli.command;

import java.util.Set;
import lifeboat.cli.wire.CallFailure;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.OperationKind;

/** How the program ended, for scripts; the only place that maps answers and outcomes to numbers. */
public enum ExitCode {
    DONE(0, "done"),
    FAILED(1, "failed, or not complete"),
    USAGE(2, "the command line can't be understood, or could mean two things"),
    WARNINGS(3, "done, and a person should read the warnings"),
    DENIED(4, "certificate, password or permissions"),
    REFUSED(5, "refused before anything was changed"),
    UNPROVEN(6, "data is missing or damaged, as a check or --verify found"),
    BREACHED(7, "an objective is breached, as status --check found"),
    UNFINISHED(8, "not finished before --timeout; it goes on"),
    UNREACHABLE(9, "the controller can't be reached"),
    INTERRUPTED(130, "interrupted; an operation goes on");

    /** Of failures that say that data are not what they were. */
    private static final Set<String> DAMAGE =
            Set.of("VERIFY_MISMATCH", "REPOSITORY_DAMAGED", "REPOSITORY_HOSTILE");

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

    static ExitCode of(CallFailure failure) {
        if (failure.code().endsWith("_AMBIGUOUS")) {
            return USAGE;
        }
        return switch (failure.code()) {
            case "TIERS_UNKNOWN" -> USAGE;
            case "WRONG_PASSWORD" -> DENIED;
            case "TARGET_REFUSED" -> REFUSED;
            default ->
                    switch (failure.kind()) {
                        case INVALID -> USAGE;
                        case DENIED, UNAUTHENTICATED -> DENIED;
                        case DATA_LOSS -> UNPROVEN;
                        case UNREACHABLE -> UNREACHABLE;
                        case NOT_FOUND,
                                ACT_FIRST,
                                CHANGED_MEANWHILE,
                                UNAVAILABLE,
                                UNSUPPORTED,
                                INTERNAL ->
                                FAILED;
                    };
        };
    }

    /** Of an operation that has ended. */
    static ExitCode of(Operation operation) {
        return switch (operation.getOutcome()) {
            case OUTCOME_SUCCEEDED -> DONE;
            case OUTCOME_SUCCEEDED_WITH_WARNINGS -> WARNINGS;
            case OUTCOME_REFUSED -> REFUSED;
            case OUTCOME_FAILED -> isUnproven(operation) ? UNPROVEN : FAILED;
            case OUTCOME_CANCELLED, OUTCOME_SUPERSEDED -> FAILED;
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> FAILED;
        };
    }

    private static boolean isUnproven(Operation operation) {
        boolean checked =
                operation.getKind() == OperationKind.OPERATION_KIND_CHECK
                        && operation.getSummary().getErrors() > 0;
        return checked
                || DAMAGE.contains(operation.getFailure().getCode())
                || operation.getSummary().getProblemsList().stream()
                        .anyMatch(problem -> DAMAGE.contains(problem.getCode()));
    }
}
