package lifeboat.engine.profile;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules that start at one anchor, compiled.
 *
 * <p>A place below the anchor is a {@code long[]}: the {@link PathPattern} state of each rule.
 */
final class RuleSet {

    /** Inside a build: nothing decides but the rule that found the build. */
    static final RuleSet NONE = new RuleSet(List.of(), Set.of());

    private record Row(Rule rule, PathPattern pattern, boolean forDirectories) {

        Row(Rule rule) {
            this(rule, PathPattern.anchored(rule.pattern()), rule.forDirectories());
        }

        boolean holdsFor(byte[] name, BuildHistory history) {
            return !rule.recentOnly() || history.isRecent(name);
        }
    }

    private final Row[] rows;
    private final Set<Verdict> inJobs; // what may occur in a job

    private RuleSet(List<Rule> rules, Set<Verdict> inJobs) {
        this.rows = rules.stream().map(Row::new).toArray(Row[]::new);
        this.inJobs = inJobs;
    }

    /** Takes from a profile's table what starts at {@code anchor}. */
    static RuleSet of(Anchor anchor, List<Rule> table) {
        return new RuleSet(
                startingAt(anchor, table).toList(),
                startingAt(Anchor.JOB, table)
                        .map(Rule::verdict)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Stream<Rule> startingAt(Anchor anchor, List<Rule> table) {
        return table.stream().filter(rule -> rule.anchor() == anchor);
    }

    /** The place of the anchor itself. */
    long[] start() {
        long[] place = new long[rows.length];
        for (int i = 0; i < place.length; i++) {
            place[i] = rows[i].pattern.start();
        }
        return place;
    }

    /** The place of the directory {@code name} at {@code place}. */
    long[] enter(long[] place, byte[] name) {
        long[] next = new long[place.length];
        for (int i = 0; i < next.length; i++) {
            if (place[i] != 0) {
                long state = rows[i].pattern.step(place[i], name);
                next[i] = rows[i].forDirectories ? state : rows[i].pattern.unmatched(state);
            }
        }
        return next;
    }

    /** The rule for a directory that was entered as {@code name} and so came to {@code place}. */
    Rule ofDirectory(long[] place, byte[] name, BuildHistory history, Rule inherited) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].pattern.matched(place[i]) && rows[i].holdsFor(name, history)) {
                return rows[i].rule;
            }
        }
        return inherited;
    }

    /**
     * The rule for what is no directory and called {@code name} in the directory at {@code place}.
     */
    Rule ofFile(long[] place, byte[] name, BuildHistory history, Rule inherited) {
        for (int i = 0; i < rows.length; i++) {
            Row row = rows[i];
            if (place[i] != 0
                    && row.pattern.matched(
                            row.forDirectories ? place[i] : row.pattern.step(place[i], name))
                    && row.holdsFor(name, history)) {
                return row.rule;
            }
        }
        return inherited;
    }

    /** Whether a rule that may yet match below {@code place} can bring {@code verdict}. */
    boolean mayYield(long[] place, Verdict verdict) {
        for (int i = 0; i < rows.length; i++) {
            Rule rule = rows[i].rule;
            if (rows[i].pattern.unmatched(place[i]) != 0
                    && (rule.verdict() == verdict
                            || (rule.opens() == Rule.Opens.JOB && inJobs.contains(verdict)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the names in the directory at {@code place} are builds, some of them recent. */
    boolean holdsBuilds(long[] place) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].rule.recentOnly() && rows[i].pattern.awaitsLastName(place[i])) {
                return true;
            }
        }
        return false;
    }
}
