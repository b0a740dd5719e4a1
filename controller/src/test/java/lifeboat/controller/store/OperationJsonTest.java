package lifeboat.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lifeboat.controller.operation.OperationEvent;
import lifeboat.controller.operation.OperationState;
import lifeboat.controller.operation.Progress;
import lifeboat.controller.operation.Request;
import lifeboat.controller.operation.Samples;
import lifeboat.controller.operation.TaskOutcome;
import lifeboat.controller.operation.Work;
import org.junit.jupiter.api.Test;

/** Reads what journals of every release hold: a document a line, after the name of its type. */
class OperationJsonTest {

    private static final Path SCHEMA_1 =
            Path.of("src/test/resources/golden/journal/schema-1/documents.txt");

    private static final Map<String, Class<?>> TYPES =
            Map.of(
                    "work", Work.class,
                    "request", Request.class,
                    "progress", Progress.class,
                    "state", OperationState.class,
                    "event", OperationEvent.class);

    private final OperationJson json = new OperationJson();

    @Test
    void documentsOfSchema1AreReadForEver() throws IOException {
        for (String line : Files.readAllLines(SCHEMA_1)) {
            assertThat(writtenAgain(line)).isEqualTo(line);
        }
    }

    private String writtenAgain(String line) {
        String type = line.substring(0, line.indexOf(' '));
        return type + " " + again(TYPES.get(type), line.substring(type.length() + 1));
    }

    private <T> String again(Class<T> type, String document) {
        return json.write(type, json.read(type, document));
    }

    @Test
    void theGoldenFileLacksNothing() throws IOException {
        List<String> lines = documents();
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(SCHEMA_1.getParent());
            Files.write(SCHEMA_1, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(SCHEMA_1));
    }

    private List<String> documents() {
        List<String> lines = new ArrayList<>();
        for (Work work :
                List.of(
                        Samples.backup(Samples.PLAN, Samples.HOST, "/home", "/etc"),
                        Samples.restore("/home"),
                        Samples.preview(),
                        Samples.check())) {
            lines.add("work " + json.write(Work.class, work));
        }
        Request request = new Request("ann", "drill", Samples.NOON);
        lines.add("request " + json.write(Request.class, request));
        lines.add("progress " + json.write(Progress.class, Samples.HALF));
        for (OperationState state : Samples.states()) {
            lines.add("state " + json.write(OperationState.class, state));
        }
        for (OperationEvent event : Samples.events(1)) {
            lines.add("event " + json.write(OperationEvent.class, event));
        }
        for (TaskOutcome outcome : List.of(Samples.saved(), Samples.checked())) {
            OperationEvent event = new OperationEvent.Ended(1, outcome);
            lines.add("event " + json.write(OperationEvent.class, event));
        }
        return lines;
    }

    @Test
    void aLaterSchemaIsRefusedAndNotHalfUnderstood() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                json.read(
                                        OperationState.class,
                                        "{\"schema\":2,\"type\":\"queued\",\"behind\":[]}"))
                .withMessageContaining("schema 2");
    }

    @Test
    void aDocumentThatLacksAFieldIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                json.read(
                                        OperationState.class,
                                        "{\"schema\":1,\"type\":\"dispatched\"}"));
    }
}
