package lifeboat.engine.profile;

import lifeboat.engine.profile.Rule.Opens;

/**
 * A directory in a walk through a home, and what the profile says of it and its entries.
 *
 * <p>A step costs the same at any depth. Immutable, so a walk may go on from it on many threads. To
 * tell recent builds from old ones it must know a directory's names: call {@link #among} with them
 * before any of them is classified or entered.
 */
public final class ProfileCursor {

    /** Builds of a job that come back in {@link Verdict#TIER_2}. */
    static final int RECENT_BUILDS = 10;

    /** The table covers what the home holds; this is for the home itself. */
    private static final Rule HOME =
            new Rule(
                    "home",
                    Anchor.HOME,
                    "/",
                    Verdict.TIER_0,
                    false,
                    Opens.NOTHING,
                    "the home itself");

    private final Profile profile;
    private final RuleSet rules;
    private final long[] place;
    private final Rule rule;
    private final Opens opened;
    private final BuildHistory history;

    private ProfileCursor(
            Profile profile,
            RuleSet rules,
            long[] place,
            Rule rule,
            Opens opened,
            BuildHistory history) {
        this.profile = profile;
        this.rules = rules;
        this.place = place;
        this.rule = rule;
        this.opened = opened;
        this.history = history;
    }

    static ProfileCursor root(Profile profile) {
        RuleSet rules = profile.rulesAt(Anchor.HOME);
        return new ProfileCursor(
                profile, rules, rules.start(), HOME, Opens.NOTHING, BuildHistory.NONE);
    }

    /** Returns this directory, knowing what it holds: a name for each entry, of whatever kind. */
    public ProfileCursor among(Iterable<byte[]> names) {
        return rules.holdsBuilds(place)
                ? new ProfileCursor(
                        profile,
                        rules,
                        place,
                        rule,
                        opened,
                        BuildHistory.recent(names, RECENT_BUILDS))
                : this;
    }

    /** The rule for an entry that is no directory; a link to one is none. */
    public Rule classify(byte[] name) {
        return rules.ofFile(place, name, history, rule);
    }

    /** The directory {@code name} in this one. */
    public ProfileCursor enter(byte[] name) {
        long[] next = rules.enter(place, name);
        Rule decides = rules.ofDirectory(next, name, history, rule);
        // Inside a build the rule that found the build is inherited, and opens nothing again.
        Opens opens = rules == RuleSet.NONE ? Opens.NOTHING : decides.opens();
        return switch (opens) {
            case NOTHING -> at(rules, next, decides, opens);
            case JOB -> {
                RuleSet inside = profile.rulesAt(Anchor.JOB);
                yield at(inside, inside.start(), decides, opens);
            }
            case BUILD -> at(RuleSet.NONE, RuleSet.NONE.start(), decides, opens);
        };
    }

    private ProfileCursor at(RuleSet inside, long[] at, Rule decides, Opens opens) {
        return new ProfileCursor(profile, inside, at, decides, opens, BuildHistory.NONE);
    }

    /** The rule for this directory. */
    public Rule rule() {
        return rule;
    }

    /**
     * Whether this directory or something in it may have {@code verdict}. A walk that restores
     * tiers need not enter a directory that can't hold them.
     */
    public boolean mayContain(Verdict verdict) {
        return rule.verdict() == verdict || rules.mayYield(place, verdict);
    }

    /** Whether this is the directory of a job, a folder or a branch. */
    public boolean isJob() {
        return opened == Opens.JOB;
    }

    /** Whether this is the directory of one build, in {@code builds} of a job. */
    public boolean isBuild() {
        return opened == Opens.BUILD;
    }
}
