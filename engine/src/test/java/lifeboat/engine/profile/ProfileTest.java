package lifeboat.engine.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lifeboat.engine.profile.Verdict.NEVER_RESTORED;
import static lifeboat.engine.profile.Verdict.NEVER_SAVED;
import static lifeboat.engine.profile.Verdict.TIER_0;
import static lifeboat.engine.profile.Verdict.TIER_1;
import static lifeboat.engine.profile.Verdict.TIER_2;
import static lifeboat.engine.profile.Verdict.TIER_3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {

    private static final Profile JENKINS = Profile.jenkins();

    @Test
    void profilesAreFoundByName() {
        assertThat(Profile.named("jenkins").name()).isEqualTo("jenkins");
        assertThat(Profile.named("hudson").name()).isEqualTo("hudson");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Profile.named("gitlab"))
                .isInstanceOfSatisfying(
                        ProfileException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo("UNKNOWN_PROFILE");
                            assertThat(e.next()).contains("hudson, jenkins");
                        })
                .hasMessageContaining("\"gitlab\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jenkins", "hudson"})
    void gateAndIdentityAreInTierZero(String name) {
        Profile profile = Profile.named(name);
        assertThat(profile.classify(profile.gateFile(), false).verdict()).isEqualTo(TIER_0);
        assertThat(profile.identityPaths())
                .isNotEmpty()
                .allSatisfy(
                        path ->
                                assertThat(
                                                profile.classify(
                                                                path.replace("/", ""),
                                                                path.endsWith("/"))
                                                        .verdict())
                                        .isEqualTo(TIER_0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jenkins", "hudson"})
    void idsAreUniqueAndEveryRuleSaysWhy(String name) {
        List<Rule> rules = Profile.named(name).rules();
        assertThat(rules).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(rules).extracting(Rule::why).allSatisfy(why -> assertThat(why).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs/a/builds/7",
                "jobs/a/builds/2014-01-01_12-00-00",
                "jobs/f/jobs/g/jobs/a/builds/7/archive",
                "jobs/f/branches/main/builds/7/archive/jobs/x",
                "jobs/m/configurations/axis-os/linux/axis-jdk/25/builds/7"
            })
    void nothingInsideABuildIsMoreOrLessThanTheBuild(String inside) {
        for (Rule rule : JENKINS.rules()) {
            String lookalike = lookalike(rule);
            Rule found = JENKINS.classify(inside + "/" + lookalike, rule.forDirectories());
            assertThat(found.id()).as(lookalike).isEqualTo("build");
        }
    }

    private static String lookalike(Rule rule) {
        String name =
                rule.pattern().replace("**/", "").replace("[0-9]", "1").replace("[0-9a-f]", "a");
        return name.replaceAll("/$", "").replace("*", "x");
    }

    @Test
    void aLookalikeOfEachRuleIsMatchedAtItsAnchor() { // or the test above would prove nothing
        for (Rule rule : JENKINS.rules()) {
            String anchor = rule.anchor() == Anchor.JOB ? "jobs/a/" : "";
            Rule found = JENKINS.classify(anchor + lookalike(rule), rule.forDirectories());
            assertThat(found.verdict())
                    .as(lookalike(rule))
                    .isEqualTo(rule.recentOnly() ? TIER_3 : rule.verdict());
        }
    }

    @Test
    void aWalkForTheFirstTiersEntersNeitherBuildsNorWorkspaces() {
        assertThat(below("")).containsAll(EnumSet.allOf(Verdict.class));
        assertThat(below("secrets")).containsExactlyInAnyOrder(TIER_0, NEVER_SAVED);
        assertThat(below("jobs")).contains(TIER_1, TIER_2, TIER_3).doesNotContain(TIER_0);
        assertThat(below("jobs/a")).contains(TIER_1, TIER_2, TIER_3).doesNotContain(TIER_0);
        assertThat(below("jobs/a/builds")).doesNotContain(TIER_0, TIER_1).contains(TIER_2, TIER_3);
        assertThat(below("jobs/a/builds/7")).containsExactly(TIER_3);
        assertThat(below("jobs/a/builds/7/archive")).containsExactly(TIER_3);
        assertThat(below("jobs/a/branches")).contains(TIER_1, TIER_2, TIER_3);
        assertThat(below("jobs/a/workspace")).containsExactly(NEVER_SAVED);
        assertThat(below("workspace")).containsExactly(NEVER_SAVED);
        assertThat(below("plugins")).doesNotContain(TIER_0, TIER_2, NEVER_RESTORED);
        assertThat(below("fingerprints")).containsExactlyInAnyOrder(TIER_2, NEVER_SAVED);
        assertThat(below("config-history")).containsExactlyInAnyOrder(TIER_3, NEVER_SAVED);
    }

    @Test
    void aCursorThatKnowsTheNamesTellsRecentBuildsFromOldOnes() {
        ProfileCursor builds =
                at("jobs/a/builds")
                        .among(
                                Stream.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")
                                        .map(name -> name.getBytes(UTF_8))
                                        .toList());
        ProfileCursor old = builds.enter(new byte[] {'1'});
        ProfileCursor recent = builds.enter(new byte[] {'2'});

        assertThat(old.rule().verdict()).isEqualTo(TIER_3);
        assertThat(old.mayContain(TIER_2)).isFalse();
        assertThat(recent.rule().verdict()).isEqualTo(TIER_2);
        assertThat(recent.enter(new byte[] {'9'}).classify(new byte[] {'9'}).verdict())
                .isEqualTo(TIER_2);
        assertThat(recent.mayContain(TIER_3)).isFalse();
    }

    @Test
    void namesElsewhereChangeNothing() {
        ProfileCursor job = at("jobs/a");
        assertThat(job.among(List.of(new byte[] {'1'}))).isSameAs(job);
    }

    @Test
    void jobsAndBuildsAreKnownByTheirDirectories() {
        assertThat(Stream.of("jobs/a", "jobs/a/jobs/b", "jobs/a/branches/b", "jobs/a/modules/g$b"))
                .allSatisfy(path -> assertThat(at(path).isJob()).as(path).isTrue());
        assertThat(Stream.of("", "jobs", "jobs/a/jobs", "jobs/a/builds/7/jobs/b", "users/b"))
                .allSatisfy(path -> assertThat(at(path).isJob()).as(path).isFalse());
        assertThat(Stream.of("jobs/a/builds/7", "jobs/a/branches/b/builds/7"))
                .allSatisfy(path -> assertThat(at(path).isBuild()).as(path).isTrue());
        assertThat(Stream.of("jobs/a", "jobs/a/builds", "jobs/a/builds/7/archive", "builds/7"))
                .allSatisfy(path -> assertThat(at(path).isBuild()).as(path).isFalse());
    }

    @Test
    void aNameThatIsNotUtf8IsLikeAnyOther() {
        byte[] name = {(byte) 0xFF, '.', 'p', 'i', 'd'};
        assertThat(JENKINS.root().classify(name).id()).isEqualTo("pid");
        assertThat(at("jobs").enter(name).isJob()).isTrue();
    }

    private static ProfileCursor at(String path) {
        ProfileCursor cursor = JENKINS.root();
        for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
            cursor = cursor.enter(name.getBytes(UTF_8));
        }
        return cursor;
    }

    private static Set<Verdict> below(String path) {
        EnumSet<Verdict> possible = EnumSet.allOf(Verdict.class);
        possible.removeIf(verdict -> !at(path).mayContain(verdict));
        return possible;
    }
}
