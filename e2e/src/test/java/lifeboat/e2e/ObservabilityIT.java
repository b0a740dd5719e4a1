package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of real programs: a scrape, a dashboard, alerts. */
class ObservabilityIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = "jenkins";

    private Scratch scratch;

    @BeforeEach
    void makeScratch() throws IOException {
        scratch = Scratch.create("observe");
    }

    @AfterEach
    void deleteScratch() throws IOException {
        scratch.close();
    }

    /** In one story, since most of its time is the start of programs. */
    @Test
    void everyQueryHasAnAnswerAndEveryRuleIsEvaluated() throws Exception {
        Needs.agent();
        Needs.prometheus();
        Path allowed = Files.createDirectory(scratch.resolve("master"));
        Path home = allowed.resolve("home");
        new SampleHome(2, 2, 10, 1, 7).write(home);
        Repository repository =
                new Repository(scratch.resolve("repository").toString(), "correct horse", Map.of());
        new Program(repository).init();
        try (ControlPlane plane = ControlPlane.start(scratch.resolve("lifeboat"), repository);
                Prometheus prometheus =
                        Prometheus.start(scratch.resolve("prometheus"), plane.metricsAddress())) {
            plane.startAgent("master", "master", allowed);
            applyPlan(plane, repository, home);
            plane.require("backup", "run", PLAN, "--wait", "-o", "json");
            restore(plane, allowed.resolve("restored"), "--wait");
            plane.killAgent("master");
            restore(plane, allowed.resolve("under-way"));

            assertThatPromtoolHasNoComplaint(plane.metrics());
            assertThatEveryPanelHasData(prometheus);
            assertThatEveryRuleWasEvaluated(prometheus);
        }
    }

    private void applyPlan(ControlPlane plane, Repository repository, Path home)
            throws IOException, InterruptedException {
        Path plan =
                Files.writeString(
                        scratch.resolve("plan.yaml"),
                        """
                        name: %s
                        service: {name: ci}
                        host: master
                        paths: ["%s"]
                        repository: {name: main, url: "%s"}
                        objectives: {recoveryPoint: 26h, recoveryTime: 3h}
                        """
                                .formatted(PLAN, home, repository.url()));
        Path password = Files.writeString(scratch.resolve("password"), repository.password());
        plane.run("plan", "apply", "" + plan, "--repository-password-file", "" + password)
                .requireSuccess();
    }

    private static void restore(ControlPlane plane, Path target, String... more)
            throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("restore", "run", PLAN, "--target", "" + target, "--yes"));
        words.addAll(List.of("--reason", "to see it", "-o", "json"));
        words.addAll(List.of(more));
        plane.require(words.toArray(String[]::new));
    }

    private static void assertThatPromtoolHasNoComplaint(String scraped)
            throws IOException, InterruptedException {
        assertThat(scraped).contains("lifeboat_restore_info{", "grpc_server_processing_duration");
        Finished promtool = Command.of("promtool", "check", "metrics").reading(scraped).run(LIMIT);
        assertThat(promtool.errors() + promtool.text()).isEmpty();
        assertThat(promtool.exitCode()).isZero();
    }

    private static void assertThatEveryPanelHasData(Prometheus prometheus)
            throws IOException, InterruptedException {
        List<String> open = new ArrayList<>(queries());
        assertThat(open).hasSizeGreaterThan(20);
        prometheus.waitFor(() -> without(open, prometheus).isEmpty(), LIMIT);
        assertThat(open).as("queries without an answer").isEmpty();
    }

    /** Takes out of {@code open} what has an answer by now. */
    private static List<String> without(List<String> open, Prometheus prometheus)
            throws IOException, InterruptedException {
        for (String query : List.copyOf(open)) {
            if (!prometheus.query(query).isEmpty()) {
                open.remove(query);
            }
        }
        return open;
    }

    /** All queries of all dashboards, as Grafana would send them. */
    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        Path dashboards = Checkout.here().root().resolve("grafana/dashboards");
        try (var files = Files.newDirectoryStream(dashboards, "*.json")) {
            for (Path file : files) {
                for (Json panel : objects(Json.parse(Files.readString(file)), "panels")) {
                    for (Json target : objects(panel, "targets")) {
                        queries.add(
                                target.text("expr")
                                        .replace("$plan", ".*")
                                        .replace("$__rate_interval", "10s")
                                        .replace("$__range", "1m"));
                    }
                }
            }
        }
        return queries;
    }

    private static void assertThatEveryRuleWasEvaluated(Prometheus prometheus)
            throws IOException, InterruptedException {
        prometheus.waitFor(
                () ->
                        rules(prometheus).stream()
                                .noneMatch(rule -> rule.text("health").equals("unknown")),
                LIMIT);
        assertThat(rules(prometheus))
                .hasSizeGreaterThan(7)
                .allSatisfy(rule -> assertThat(rule.text("health")).as("" + rule).isEqualTo("ok"));
        for (String expected :
                List.of(
                        "ALERTS{alertname=\"LifeboatWatchdog\",alertstate=\"firing\"}",
                        "ALERTS{alertname=\"LifeboatAgentDown\",agent=\"master\"}")) {
            assertThat(prometheus.waitFor(() -> prometheus.query(expected).size() == 1, LIMIT))
                    .as(expected)
                    .isTrue();
        }
        assertThat(prometheus.query("ALERTS{alertname=~\"LifeboatBackup.*\"}")).isEmpty();
    }

    private static List<Json> rules(Prometheus prometheus)
            throws IOException, InterruptedException {
        List<Json> rules = new ArrayList<>();
        for (Object group : prometheus.ruleGroups()) {
            rules.addAll(objects((Json) group, "rules"));
        }
        return rules;
    }

    private static List<Json> objects(Json parent, String name) {
        return ((List<?>) parent.fields().get(name)).stream().map(Json.class::cast).toList();
    }
}
