package lifeboat.agent.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import lifeboat.engine.Problem;
import lifeboat.engine.Progress.Sample;

/**
 * For programs: one JSON object a line on stdout, each with a {@code message_type}. Fields that
 * restic has, too, are named as it names them.
 */
final class JsonReporter implements Reporter {

    private static final JsonFactory JSON = new JsonFactory();

    private final Console console;

    JsonReporter(Console console) {
        this.console = console;
    }

    @Override
    public Duration rhythm() {
        return PlainReporter.RHYTHM;
    }

    @Override
    public void status(Status status) {
        Sample sample = status.sample();
        write(
                "status",
                json -> {
                    json.writeStringField("phase", sample.phase().name().toLowerCase(Locale.ROOT));
                    json.writeNumberField("seconds_elapsed", Pace.seconds(status.elapsed()));
                    if (status.remaining().isPresent()) {
                        json.writeNumberField(
                                "seconds_remaining", status.remaining().get().toSeconds());
                    }
                    json.writeNumberField("percent_done", status.share());
                    json.writeNumberField("total_files", sample.totalFiles());
                    json.writeNumberField("files_done", sample.files());
                    json.writeNumberField("total_bytes", sample.totalBytes());
                    json.writeNumberField("bytes_done", sample.bytes());
                    json.writeNumberField("bytes_transferred", sample.transferredBytes());
                    json.writeNumberField("bytes_per_second", Math.round(status.bytesPerSecond()));
                    json.writeNumberField("error_count", status.errors());
                    if (sample.limitedBy().isPresent()) {
                        json.writeStringField(
                                "limited_by", StatusLine.word(sample.limitedBy().get()));
                    }
                    if (!sample.notice().isEmpty()) {
                        json.writeStringField("notice", sample.notice());
                    }
                });
        console.flush();
    }

    @Override
    public void found(Problem problem) {
        write(
                "problem",
                json -> {
                    json.writeStringField(
                            "severity", problem.severity().name().toLowerCase(Locale.ROOT));
                    json.writeStringField("code", problem.code());
                    json.writeStringField("path", problem.path());
                    json.writeStringField("message", problem.message());
                });
    }

    @Override
    public void problem(Problem problem) {} // written when it was found, as all are

    @Override
    public void moreProblems(long count) {}

    @Override
    public void finished() {
        console.flush();
    }

    @Override
    public void tell(Supplier<String> words, String type, Fields fields) {
        write(type, fields);
    }

    private void write(String type, Fields fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("message_type", type);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.json(line.toString());
    }
}
