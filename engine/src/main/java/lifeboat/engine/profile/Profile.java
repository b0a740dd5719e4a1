package lifeboat.engine.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** What is known of a kind of service. Immutable. */
public final class Profile {

    private final String name;
    private final List<Rule> rules;
    private final String gateFile;
    private final List<String> identityPaths;
    private final RuleSet atHome;
    private final RuleSet atJob;

    Profile(String name, String gateFile, List<String> identityPaths, List<Rule> rules) {
        this.name = name;
        this.rules = List.copyOf(rules);
        this.gateFile = gateFile;
        this.identityPaths = List.copyOf(identityPaths);
        this.atHome = RuleSet.of(Anchor.HOME, rules);
        this.atJob = RuleSet.of(Anchor.JOB, rules);
    }

    public static Profile jenkins() {
        return CiServerRules.jenkins();
    }

    public static Profile hudson() {
        return CiServerRules.hudson();
    }

    /**
     * Finds a profile by the name that a plan or an operator gives.
     *
     * @throws ProfileException if there is none of that name
     */
    public static Profile named(String name) {
        return switch (name) {
            case "jenkins" -> jenkins();
            case "hudson" -> hudson();
            default ->
                    throw new ProfileException(
                            ProfileException.Kind.UNKNOWN_PROFILE,
                            "there is no profile \"" + name + "\"",
                            "name one of these: hudson, jenkins");
        };
    }

    public String name() {
        return name;
    }

    /** The table; the first rule that matches decides. */
    public List<Rule> rules() {
        return rules;
    }

    /** The file in the home without which the service serves nothing; promoted last. */
    public String gateFile() {
        return gateFile;
    }

    /** What makes the service the one it is, relative to the home; directories end in {@code /}. */
    public List<String> identityPaths() {
        return identityPaths;
    }

    /** The cursor at the home. */
    public ProfileCursor root() {
        return ProfileCursor.root(this);
    }

    /**
     * Finds the rule for one path, for a person who asks. It sees no other build of the job, so all
     * builds count as old; a walk uses {@link #root()}.
     *
     * @param path relative to the home, not empty
     */
    public Rule classify(String path, boolean isDirectory) {
        String[] names = path.split("/", -1);
        ProfileCursor cursor = root();
        for (int i = 0; i < names.length - 1; i++) {
            cursor = cursor.enter(names[i].getBytes(UTF_8));
        }
        byte[] last = names[names.length - 1].getBytes(UTF_8);
        return isDirectory ? cursor.enter(last).rule() : cursor.classify(last);
    }

    RuleSet rulesAt(Anchor anchor) {
        return switch (anchor) {
            case HOME -> atHome;
            case JOB -> atJob;
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
