package lifeboat.cli.output;

import java.util.Locale;
import lifeboat.proto.agent.v1.Role;
import lifeboat.proto.control.v1.Freshness;
import lifeboat.proto.control.v1.HomeState;
import lifeboat.proto.control.v1.OperationKind;
import lifeboat.proto.control.v1.OperatorRole;
import lifeboat.proto.control.v1.Outcome;
import lifeboat.proto.control.v1.Phase;

/** The design's words for what the contract numbers. One that is newer than this program is "?". */
public final class Words {

    private Words() {}

    /** Such as {@code FRESH}. */
    public static String of(Freshness freshness) {
        return word(freshness.name(), "FRESHNESS_");
    }

    /** Such as {@code SUCCEEDED}. */
    public static String of(Outcome outcome) {
        return word(outcome.name(), "OUTCOME_");
    }

    /** Such as {@code NEW}. */
    public static String of(HomeState home) {
        return word(home.name(), "HOME_STATE_");
    }

    /** Such as {@code running}. */
    public static String of(Phase phase) {
        return lower(word(phase.name(), "PHASE_"));
    }

    /** Such as {@code backup}. */
    public static String of(OperationKind kind) {
        return lower(word(kind.name(), "OPERATION_KIND_"));
    }

    /** Such as {@code master}. */
    public static String of(Role role) {
        return lower(word(role.name(), "ROLE_"));
    }

    /** Such as {@code admin}. */
    public static String of(OperatorRole role) {
        return lower(word(role.name(), "OPERATOR_ROLE_"));
    }

    private static String word(String name, String prefix) {
        return name.startsWith(prefix) && !name.endsWith("_UNSPECIFIED")
                ? name.substring(prefix.length())
                : "?";
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
