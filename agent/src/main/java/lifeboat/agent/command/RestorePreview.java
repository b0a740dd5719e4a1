package lifeboat.agent.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import lifeboat.agent.output.Amounts;
import lifeboat.engine.RestoreOperation;
import lifeboat.engine.RestoreWorklist.Action;
import lifeboat.engine.RestoreWorklist.Count;

/** Tells what a restore would do. People get the numbers, programs every entry, too. */
final class RestorePreview {

    private RestorePreview() {}

    static ExitCode tell(Session session, RestoreOperation operation) {
        operation.forEach(
                item ->
                        session.tell(
                                () -> "",
                                "item",
                                json -> {
                                    json.writeStringField("action", name(item.action()));
                                    json.writeStringField("path", item.path());
                                    json.writeNumberField("size", item.sizeBytes());
                                    json.writeNumberField("tier", item.tier());
                                }));
        List<String> deleted = new ArrayList<>();
        operation.forEachExtraneous(deleted::add);
        for (String path : deleted) {
            session.tell(
                    () -> "would delete " + path,
                    "item",
                    json -> {
                        json.writeStringField("action", "delete");
                        json.writeStringField("path", path);
                    });
        }
        Map<Action, Count> counts = new TreeMap<>(operation.counts());
        Map<Integer, Count> tiers = new TreeMap<>(operation.countsByTier());
        session.summarize(
                () -> words(operation, counts, tiers, deleted.size()),
                json -> {
                    json.writeBooleanField("dry_run", true);
                    json.writeStringField("snapshot_id", operation.request().snapshot().id().hex());
                    for (Map.Entry<Action, Count> entry : counts.entrySet()) {
                        json.writeObjectFieldStart(name(entry.getKey()));
                        json.writeNumberField("files", entry.getValue().files());
                        json.writeNumberField("bytes", entry.getValue().bytes());
                        json.writeEndObject();
                    }
                    json.writeArrayFieldStart("tiers");
                    for (Map.Entry<Integer, Count> entry : tiers.entrySet()) {
                        json.writeStartObject();
                        json.writeNumberField("tier", entry.getKey());
                        json.writeNumberField("files", entry.getValue().files());
                        json.writeNumberField("bytes", entry.getValue().bytes());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeNumberField("directories", operation.directories());
                    json.writeNumberField("left_out_by_profile", operation.leftOutByProfile());
                    json.writeNumberField("bytes_to_fetch", operation.bytesToFetch());
                    json.writeNumberField("files_to_delete", deleted.size());
                    json.writeNumberField("errors", session.progress().errors());
                    json.writeNumberField("warnings", session.progress().warnings());
                });
        return ExitCode.of(session.progress());
    }

    private static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private static String words(
            RestoreOperation operation,
            Map<Action, Count> counts,
            Map<Integer, Count> tiers,
            long deleted) {
        List<String> lines = new ArrayList<>();
        counts.forEach((action, count) -> lines.add(line(words(action), count)));
        if (tiers.size() > 1) {
            tiers.forEach((tier, count) -> lines.add(line("  of tier " + tier, count)));
        }
        lines.add(number("directories", operation.directories()));
        if (operation.leftOutByProfile() > 0) {
            lines.add(number("left out by profile", operation.leftOutByProfile()));
        }
        lines.add(number("to delete", deleted));
        lines.add("to fetch from the repository: " + Amounts.bytes(operation.bytesToFetch()));
        lines.add("Nothing was changed.");
        lines.add("next: the same command without --dry-run");
        return String.join("\n", lines);
    }

    private static String words(Action action) {
        return switch (action) {
            case KEEP -> "there already";
            case UPDATE_METADATA -> "to set owner or mode";
            case TAKE_FROM_STAGE -> "to take from stage";
            case WRITE -> "to write";
        };
    }

    private static String number(String what, long number) {
        return "%-22s%,10d".formatted(what, number);
    }

    private static String line(String what, Count count) {
        return "%-22s%,10d files  %s".formatted(what, count.files(), Amounts.bytes(count.bytes()));
    }
}
