package lifeboat.agent.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
        boolean refused = isRefused(operation, counts, deleted.size());
        session.summarize(
                () -> words(operation, counts, tiers, deleted.size(), refused),
                json -> {
                    json.writeBooleanField("dry_run", true);
                    json.writeBooleanField("needs_into_existing", refused);
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

    /**
     * Whether the restore itself would want --into-existing, as it refuses to change what others
     * have put into the target. With a stage there, it goes on with what was stopped.
     */
    private static boolean isRefused(
            RestoreOperation operation, Map<Action, Count> counts, long deleted) {
        long changed =
                counts.entrySet().stream()
                        .filter(count -> count.getKey() != Action.KEEP)
                        .mapToLong(count -> count.getValue().files())
                        .sum();
        Path target = operation.request().target();
        return !operation.request().intoExisting()
                && changed + deleted > 0
                && !Files.exists(target.resolve(".lifeboat/stage"))
                && holdsSomething(target);
    }

    private static boolean holdsSomething(Path target) {
        if (!Files.exists(target)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(target)) {
            return entries.map(Path::getFileName)
                    .map(Path::toString)
                    .anyMatch(name -> !name.equals(".lifeboat") && !name.equals("lost+found"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private static String words(
            RestoreOperation operation,
            Map<Action, Count> counts,
            Map<Integer, Count> tiers,
            long deleted,
            boolean refused) {
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
        lines.add(
                refused
                        ? "next: the same command with --into-existing in place of --dry-run: the"
                                + " target is not empty, and is refused without it"
                        : "next: the same command without --dry-run");
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
