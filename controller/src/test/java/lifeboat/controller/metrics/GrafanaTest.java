package lifeboat.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboards, the rules and the runbooks, held against each other and against the metrics. */
class GrafanaTest {

    private static final Path ROOT = Path.of(System.getProperty("lifeboat.root"));
    private static final Path GRAFANA = ROOT.resolve("grafana");
    private static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");
    private static final int COLUMNS = 24;

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern OUR_METRIC = Pattern.compile("\\blifeboat[_:][a-z0-9_:]+");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

    private record Panel(Path file, JsonNode json) {

        String name() {
            return file.getFileName() + ": " + json.path("title").asText();
        }

        List<JsonNode> targets() {
            return json.path("targets").valueStream().toList();
        }

        boolean covers(int column, int row) {
            JsonNode at = json.path("gridPos");
            int right = column - at.path("x").asInt();
            int down = row - at.path("y").asInt();
            return right >= 0
                    && right < at.path("w").asInt()
                    && down >= 0
                    && down < at.path("h").asInt();
        }
    }

    @Test
    void aDashboardIsOneThatGrafana10Reads() throws IOException {
        for (Path file : dashboards()) {
            JsonNode dashboard = new JsonMapper().readTree(file.toFile());
            assertThat(dashboard.path("schemaVersion").asInt()).as("" + file).isEqualTo(39);
            assertThat(dashboard.path("uid").asText()).startsWith("lifeboat-");
            assertThat(dashboard.path("title").asText()).startsWith("Lifeboat");
            assertThat(dashboard.path("editable").asBoolean(true)).isFalse();
            assertThat(dashboard.path("templating").path("list").valueStream())
                    .anyMatch(
                            variable ->
                                    variable.path("name").asText().equals("datasource")
                                            && variable.path("type").asText().equals("datasource"));
        }
    }

    @Test
    void everyPanelSaysWhatItShows() throws IOException {
        Set<String> ids = new HashSet<>();
        for (Panel panel : panels()) {
            JsonNode json = panel.json();
            assertThat(ids.add(panel.file() + json.path("id").asText())).as(panel.name()).isTrue();
            assertThat(json.path("title").asText()).isNotBlank();
            assertThat(json.path("description").asText()).as(panel.name()).isNotBlank();
            assertThat(json.path("datasource").path("uid").asText())
                    .as(panel.name())
                    .isEqualTo("${datasource}");
            assertThat(json.path("fieldConfig").path("defaults").path("unit").asText())
                    .as(panel.name())
                    .isNotBlank();
            assertThat(panel.targets()).as(panel.name()).isNotEmpty();
            assertThat(panel.targets())
                    .as(panel.name())
                    .extracting(target -> target.path("refId").asText())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void panelsFillTheGridWithoutGapOrOverlap() throws IOException {
        for (Path file : dashboards()) {
            List<Panel> panels = panels(file);
            int rows =
                    panels.stream()
                            .map(panel -> panel.json().path("gridPos"))
                            .mapToInt(at -> at.path("y").asInt() + at.path("h").asInt())
                            .max()
                            .orElseThrow();
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    int x = column;
                    int y = row;
                    assertThat(panels.stream().filter(panel -> panel.covers(x, y)))
                            .as("%s at column %d, row %d", file.getFileName(), x, y)
                            .hasSize(1);
                }
            }
            assertThat(panels)
                    .allSatisfy(
                            panel -> {
                                JsonNode at = panel.json().path("gridPos");
                                assertThat(at.path("x").asInt() + at.path("w").asInt())
                                        .as(panel.name())
                                        .isLessThanOrEqualTo(COLUMNS);
                            });
        }
    }

    @Test
    void everyMetricThatIsAskedForIsExported() throws IOException {
        Set<String> known = exported();
        rules("record").forEach(rule -> known.add(rule.path("record").asText()));
        List<String> queries = new ArrayList<>();
        for (Panel panel : panels()) {
            panel.targets().forEach(target -> queries.add(target.path("expr").asText()));
        }
        for (String kind : List.of("record", "alert")) {
            rules(kind).forEach(rule -> queries.add(rule.path("expr").asText()));
        }
        assertThat(queries).hasSizeGreaterThan(20);
        for (String query : queries) {
            String bare = QUOTED.matcher(query).replaceAll("");
            assertThat(known)
                    .as(query)
                    .containsAll(
                            OUR_METRIC.matcher(bare).results().map(MatchResult::group).toList());
        }
    }

    @Test
    void everyAlertHasARunbookASeverityAndATest() throws IOException {
        String tests = Files.readString(GRAFANA.resolve("rules/lifeboat.test.yml"));
        for (JsonNode alert : rules("alert")) {
            String name = alert.path("alert").asText();
            assertThat(name).startsWith("Lifeboat");
            assertThat(alert.path("labels").path("severity").asText())
                    .as(name)
                    .isIn("critical", "warning", "info", "none");
            assertThat(alert.path("annotations").path("summary").asText()).as(name).isNotBlank();
            String runbook = alert.path("annotations").path("runbook").asText();
            assertThat(runbook).isEqualTo("docs/runbooks/" + name + ".md");
            assertThat(ROOT.resolve(runbook)).exists();
            assertThat(tests).contains(name);
        }
    }

    /** The others are procedures, and are called by what they do. */
    @Test
    void everyRunbookWithTheNameOfAnAlertIsOfOne() throws IOException {
        List<String> alerts = rules("alert").stream().map(a -> a.path("alert").asText()).toList();
        assertThat(runbooks())
                .extracting(file -> file.getFileName().toString().replace(".md", ""))
                .filteredOn(name -> name.startsWith("Lifeboat"))
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void linksOfThePagesResolve() throws IOException {
        List<Path> pages = new ArrayList<>(runbooks());
        pages.add(GRAFANA.resolve("README.md"));
        for (Path page : pages) {
            LINK.matcher(Files.readString(page))
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !target.contains("://"))
                    .forEach(target -> assertThat(page.resolveSibling(target)).exists());
        }
    }

    @Test
    void promtoolFindsTheRulesSoundAndTheirTestsPass() throws Exception {
        assumeTrue(Promtool.isInstalled(), Promtool.MISSING);
        String rules = GRAFANA.resolve("rules/lifeboat.rules.yml").toString();
        Promtool.run("", "check", "rules", "--lint=all", rules);
        Promtool.run("", "check", "config", GRAFANA.resolve("prometheus.yml").toString());
        Promtool.run("", "test", "rules", GRAFANA.resolve("rules/lifeboat.test.yml").toString());
    }

    /** As Prometheus sees them. */
    private static Set<String> exported() {
        Set<String> names = new HashSet<>();
        for (MetricSnapshot family : new DomainCollector(new Scene().source()).collect()) {
            String name = family.getMetadata().getPrometheusName();
            switch (family) {
                case CounterSnapshot _ -> names.add(name + "_total");
                case InfoSnapshot _ -> names.add(name + "_info");
                case HistogramSnapshot _ ->
                        names.addAll(List.of(name + "_bucket", name + "_sum", name + "_count"));
                default -> names.add(name);
            }
        }
        return names;
    }

    private static List<Path> dashboards() throws IOException {
        List<Path> files = files(GRAFANA.resolve("dashboards"), ".json");
        assertThat(files).isNotEmpty();
        return files;
    }

    private static List<Path> runbooks() throws IOException {
        return files(RUNBOOKS, ".md");
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static List<Panel> panels() throws IOException {
        List<Panel> panels = new ArrayList<>();
        for (Path file : dashboards()) {
            panels.addAll(panels(file));
        }
        return panels;
    }

    private static List<Panel> panels(Path file) throws IOException {
        return new JsonMapper()
                .readTree(file.toFile())
                .path("panels")
                .valueStream()
                .map(json -> new Panel(file, json))
                .toList();
    }

    /** Those with the key {@code kind}: alert, record. */
    private static List<JsonNode> rules(String kind) throws IOException {
        return new YAMLMapper()
                .readTree(GRAFANA.resolve("rules/lifeboat.rules.yml").toFile())
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .filter(rule -> rule.has(kind))
                .toList();
    }
}
