package lifeboat.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.HostName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanDocumentTest {

    private static final String SMALLEST = PlanTexts.smallest("jenkins");

    @Test
    void theDocumentedExampleIsValid() throws IOException {
        Path root = Path.of(System.getProperty("lifeboat.root"));
        RecoveryPlan plan =
                valid(Files.readString(root.resolve("docs/examples/jenkins.plan.yaml")));
        assertThat(plan.name()).isEqualTo(new PlanName("jenkins"));
        assertThat(plan.service())
                .isEqualTo(new RecoveryPlan.Service("ci", Optional.of("jenkins")));
        assertThat(plan.host()).isEqualTo(new HostName("ci-master"));
        assertThat(plan.paths()).containsExactly("/var/jenkins_home");
        assertThat(plan.objectives().recoveryPoint()).isEqualTo(Duration.ofHours(26));
        assertThat(plan.objectives().recoveryTime()).isEqualTo(Duration.ofHours(3));
        assertThat(plan.excludes()).containsExactly("*.hprof", "/var/jenkins_home/caches");
        assertThat(plan.schedule().backup()).hasToString("Optional[0 2 * * * Europe/Berlin]");
        assertThat(plan.suspended()).isFalse();
    }

    @Test
    void whatIsOptionalMayBeLeftOut() {
        RecoveryPlan plan = valid(SMALLEST);
        assertThat(plan.service().profile()).isEmpty();
        assertThat(plan.repository().configId()).isEmpty();
        assertThat(plan.schedule()).isEqualTo(RecoveryPlan.Schedule.NONE);
        assertThat(plan.excludes()).isEmpty();
        assertThat(plan.suspended()).isFalse();
    }

    @Test
    void allFaultsAreReportedTogetherEachWithItsKeyAndLine() {
        assertThat(
                        faults(
                                """
                                name: Jenkins
                                service:
                                  name: ci
                                  profile: gitlab
                                hosts: a
                                paths:
                                  - /home
                                  - relative
                                  - 17
                                repository:
                                  name: main
                                  url: ftp:secret@host
                                objectives:
                                  recoveryPoint: 24
                                suspended: "yes"
                                """))
                .extracting(fault -> fault.line() + " " + fault.key())
                .containsExactly(
                        "1 host",
                        "1 name",
                        "4 service.profile",
                        "5 hosts",
                        "8 paths[1]",
                        "9 paths[2]",
                        "12 repository.url",
                        "13 objectives.recoveryTime",
                        "14 objectives.recoveryPoint",
                        "15 suspended");
    }

    @Test
    void aFaultSaysWhatWouldBeRight() {
        assertThat(faults(SMALLEST.replace("24h", "24 hours")))
                .singleElement()
                .hasToString(
                        "line 10: objectives.recoveryPoint: \"24 hours\" is not a number and one of"
                                + " s, m, h, d, such as 24h");
    }

    @Test
    void anUnknownKeyNamesTheKnownOnes() {
        assertThat(faults(SMALLEST.replace("  recoveryTime", "  rto: 1h\n  recoveryTime")))
                .singleElement()
                .hasToString(
                        "line 11: objectives.rto: is not known here; known are recoveryPoint,"
                                + " recoveryTime");
    }

    @Test
    void aKeyThatIsThereTwiceIsAFault() {
        assertThat(faults(SMALLEST + "host: other\n"))
                .singleElement()
                .hasToString("line 12: host: is here twice: first on line 4");
    }

    @Test
    void aMissingSectionIsOneFault() {
        String text = SMALLEST.substring(0, SMALLEST.indexOf("objectives"));
        assertThat(faults(text)).extracting(PlanFault::key).containsExactly("objectives");
    }

    @Test
    void aSectionThatIsNoMappingIsOneFault() {
        assertThat(faults(SMALLEST.replace("service:\n  name: ci", "service: ci")))
                .singleElement()
                .hasToString("line 2: service: must be a mapping of keys, not the text \"ci\"");
    }

    @Test
    void aPatternThatYamlTakesForAnAliasIsToBeQuoted() {
        assertThat(faults(SMALLEST + "excludes:\n  - *.log\n"))
                .singleElement()
                .hasToString("line 13: is not YAML: quote a text that begins with \"*\"");
        assertThat(faults(SMALLEST + "excludes:\n  - *log\n"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.line()).isEqualTo(13))
                .satisfies(fault -> assertThat(fault.message()).contains("quote it"));
    }

    @Test
    void pathsWithinEachOtherAreAFault() {
        assertThat(faults(SMALLEST.replace("- /home", "- /home\n  - /home/a")))
                .singleElement()
                .hasToString("line 5: paths: /home/a is within /home already");
    }

    @Test
    void aScheduleThatCannotKeepTheObjectiveIsAFault() {
        assertThat(faults(SMALLEST + "schedule:\n  backup: \"0 2 * * 1-5\"\n"))
                .singleElement()
                .hasToString(
                        "line 13: schedule.backup: comes up to 72h apart, and"
                                + " objectives.recoveryPoint is 24h: it can't be kept");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "backup: \"0 2 * *\"",
                "backup: \"61 2 * * *\"",
                "backup: \"0 0 30 2 *\"",
                "backup: '@daily'",
                "timeZone: Mars/Olympus",
                "backup: 5",
            })
    void aScheduleThatMakesNoSenseIsAFault(String line) {
        assertThat(faults(SMALLEST + "schedule:\n  " + line + "\n"))
                .singleElement()
                .extracting(PlanFault::line)
                .isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/../b",
                "/a/",
                "a",
                "\"/a\\0b\"",
                "\"/a\\nb\"",
            })
    void aPathThatIsNotPlainIsAFault(String path) {
        assertThat(faults(SMALLEST.replace("- /home", "- " + path)))
                .extracting(PlanFault::key)
                .containsExactly("paths[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative/folder", "s3:bucket/prefix", "rest:http://host/"})
    void aRepositoryThatNotEveryHostUnderstandsAlikeIsAFault(String url) {
        assertThat(faults(SMALLEST.replace("/srv/repository", url)))
                .extracting(PlanFault::key)
                .containsExactly("repository.url");
    }

    @Test
    void aUrlWithCredentialsIsRefusedWithoutRepeatingThem() {
        assertThat(faults(SMALLEST.replace("/srv/repository", "s3:https://me:hunter2@host/b")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "just text", "[1, 2]", "a: [", "{{{{{{{{{{{{", "\t"})
    void whatIsNoMappingIsAFault(String text) {
        assertThat(faults(text)).isNotEmpty();
    }

    @Test
    void aSecondDocumentIsAFault() {
        assertThat(faults(SMALLEST + "---\nname: other\n"))
                .extracting(PlanFault::message)
                .containsExactly("a second document begins here: a file holds one plan");
    }

    @Test
    void deepNestingAndLargeDocumentsAreRefused() {
        assertThat(faults("a: ".repeat(1) + "[".repeat(500) + "]".repeat(500))).isNotEmpty();
        assertThat(faults(SMALLEST + "#".repeat(65_536)))
                .singleElement()
                .extracting(PlanFault::message)
                .asString()
                .contains("at most 65536");
        String many = SMALLEST + "excludes:\n" + "  - a\n".repeat(1_001);
        assertThat(faults(many)).extracting(PlanFault::key).containsExactly("excludes");
    }

    @Test
    void aTimeThatClocksSkipComesOnceThatDay() {
        Cron cron = Cron.of("30 2 * * *", java.time.ZoneId.of("Europe/Berlin"));
        Instant before = Instant.parse("2026-03-28T12:00:00Z");
        Instant first = cron.after(before);
        assertThat(first).isEqualTo(Instant.parse("2026-03-29T01:00:00Z")); // 3:00, not 2:30
        assertThat(cron.after(first)).isEqualTo(Instant.parse("2026-03-30T00:30:00Z"));
    }

    private static RecoveryPlan valid(String yaml) {
        return switch (PlanDocument.read(yaml)) {
            case PlanDocument.Valid(PlanDocument document) -> document.plan();
            case PlanDocument.Faulty(List<PlanFault> faults) -> fail(faults.toString());
        };
    }

    private static List<PlanFault> faults(String yaml) {
        return switch (PlanDocument.read(yaml)) {
            case PlanDocument.Valid(PlanDocument document) -> fail(document.toString());
            case PlanDocument.Faulty(List<PlanFault> faults) -> faults;
        };
    }
}
