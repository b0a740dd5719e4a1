package lifeboat.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lifeboat.cli.output.Document;
import lifeboat.cli.output.Table;

/** What {@code doctor} has looked at, and found. */
final class Diagnosis {

    /** How bad it is. */
    enum Verdict {
        OK,
        WARNING,
        PROBLEM
    }

    /**
     * One thing that was looked at.
     *
     * @param found the evidence
     * @param next what to do; empty if it is well
     */
    record Check(Verdict verdict, String name, String found, String next) {}

    private final List<Check> checks = new ArrayList<>();

    void ok(String name, String found) {
        checks.add(new Check(Verdict.OK, name, found, ""));
    }

    void warning(String name, String found, String next) {
        checks.add(new Check(Verdict.WARNING, name, found, next));
    }

    void problem(String name, String found, String next) {
        checks.add(new Check(Verdict.PROBLEM, name, found, next));
    }

    /** The worst of all. */
    ExitCode exitCode() {
        if (has(Verdict.PROBLEM)) {
            return ExitCode.FAILED;
        }
        return has(Verdict.WARNING) ? ExitCode.WARNINGS : ExitCode.DONE;
    }

    private boolean has(Verdict verdict) {
        return checks.stream().anyMatch(check -> check.verdict() == verdict);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                new Table<Check>()
                        .column("", check -> check.verdict().name())
                        .column("CHECK", Check::name)
                        .column("FOUND", Check::found)
                        .text(checks, false));
        for (Check check : checks) {
            if (!check.next().isEmpty()) {
                text.append("\n%s: next: %s".formatted(check.name(), check.next()));
            }
        }
        return text.toString();
    }

    Document document() {
        return json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("checks");
            for (Check check : checks) {
                write(check, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    private static void write(Check check, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("verdict", check.verdict().name());
        json.writeStringField("name", check.name());
        json.writeStringField("found", check.found());
        json.writeStringField("next", check.next());
        json.writeEndObject();
    }
}
