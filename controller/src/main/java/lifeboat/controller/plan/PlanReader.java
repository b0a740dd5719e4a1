package lifeboat.controller.plan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.controller.fleet.HostName;
import lifeboat.engine.EngineException;
import lifeboat.engine.profile.Profile;
import lifeboat.engine.store.RepositoryUrl;

/** Reads one plan document and finds all its faults. */
final class PlanReader {

    private static final int MAX_CHARACTERS = 65_536;
    private static final int MAX_PATHS = 100;
    private static final int MAX_EXCLUDES = 1_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Pattern CONFIG_ID = Pattern.compile("[0-9a-f]{64}");
    private static final String NAME_RULE =
            "lower-case letters, digits, dots and hyphens, at most 63, beginning with a letter or"
                    + " digit";

    private final List<PlanFault> faults = new ArrayList<>();

    private PlanReader() {}

    static PlanDocument.Reading read(String yaml) {
        if (yaml.length() > MAX_CHARACTERS) {
            String message = "has " + yaml.length() + " characters; at most " + MAX_CHARACTERS;
            return new PlanDocument.Faulty(List.of(new PlanFault("", 0, message)));
        }
        PlanReader reader = new PlanReader();
        Optional<RecoveryPlan> plan =
                YamlReader.read(yaml, reader.faults)
                        .flatMap(root -> reader.plan(Section.root(root, reader.faults)));
        return plan.isPresent() && reader.faults.isEmpty()
                ? new PlanDocument.Valid(new PlanDocument(yaml, plan.get()))
                : new PlanDocument.Faulty(reader.faults);
    }

    private Optional<RecoveryPlan> plan(Section root) {
        var name = root.text("name", "a name", PlanReader::planName);
        var service = service(root.section("service"));
        var host = root.text("host", "a host's name", PlanReader::hostName);
        var paths = root.texts("paths", 1, MAX_PATHS, PlanReader::path);
        var repository = repository(root.section("repository"));
        Section objectivesSection = root.section("objectives");
        var objectives = objectives(objectivesSection);
        var schedule =
                root.optionalSection("schedule")
                        .map(section -> schedule(section, objectives))
                        .orElse(RecoveryPlan.Schedule.NONE);
        var excludes = root.texts("excludes", 0, MAX_EXCLUDES, PlanReader::exclude);
        boolean suspended = root.truth("suspended", false);
        root.end();
        nested(root, paths);
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new RecoveryPlan(
                        name.orElseThrow(),
                        service.orElseThrow(),
                        host.orElseThrow(),
                        paths,
                        repository.orElseThrow(),
                        objectives.orElseThrow(),
                        schedule,
                        excludes,
                        suspended));
    }

    private static Optional<RecoveryPlan.Service> service(Section section) {
        var name = section.text("name", "a name", PlanReader::serviceName);
        var profile = section.optionalText("profile", "a profile's name", PlanReader::profile);
        section.end();
        return name.map(n -> new RecoveryPlan.Service(n, profile));
    }

    private static Optional<PlanRepository> repository(Section section) {
        var name = section.text("name", "a name", PlanReader::repositoryName);
        var url = section.text("url", "a repository's URL", PlanReader::url);
        var configId = section.optionalText("configId", "an id", PlanReader::configId);
        section.end();
        return name.flatMap(n -> url.map(u -> new PlanRepository(n, u, configId)));
    }

    private static Optional<RecoveryPlan.Objectives> objectives(Section section) {
        String expected = "a duration such as 24h";
        var point = section.text("recoveryPoint", expected, PlanReader::duration);
        var time = section.text("recoveryTime", expected, PlanReader::duration);
        section.end();
        return point.flatMap(p -> time.map(t -> new RecoveryPlan.Objectives(p, t)));
    }

    private static RecoveryPlan.Schedule schedule(
            Section section, Optional<RecoveryPlan.Objectives> objectives) {
        ZoneId zone =
                section.optionalText("timeZone", "a time zone", PlanReader::zone)
                        .orElse(ZoneOffset.UTC);
        String expected = "a cron expression such as \"0 2 * * *\"";
        var backup = section.optionalText("backup", expected, text -> cron(text, zone));
        var check = section.optionalText("check", expected, text -> cron(text, zone));
        section.end();
        if (backup.isPresent() && objectives.isPresent()) {
            Duration gap = backup.get().longestGap();
            Duration promised = objectives.get().recoveryPoint();
            if (gap.compareTo(promised) > 0) {
                section.fault(
                        "backup",
                        "comes up to %s apart, and objectives.recoveryPoint is %s: it can't be kept"
                                .formatted(shown(gap), shown(promised)));
            }
        }
        return new RecoveryPlan.Schedule(backup, check);
    }

    private static void nested(Section root, List<String> paths) {
        for (int i = 0; i < paths.size(); i++) {
            for (int j = 0; j < paths.size(); j++) {
                Path one = Path.of(paths.get(i));
                Path other = Path.of(paths.get(j));
                if (one.equals(other) ? i < j : one.startsWith(other)) {
                    root.fault("paths", one + " is within " + other + " already");
                }
            }
        }
    }

    private static PlanName planName(String text) {
        require(PlanName.isValid(text), text, NAME_RULE);
        return new PlanName(text);
    }

    private static HostName hostName(String text) {
        require(HostName.isValid(text), text, NAME_RULE);
        return new HostName(text);
    }

    private static RepositoryName repositoryName(String text) {
        require(RepositoryName.isValid(text), text, NAME_RULE);
        return new RepositoryName(text);
    }

    private static String serviceName(String text) {
        require(HostName.isValid(text), text, NAME_RULE);
        return text;
    }

    private static String profile(String text) {
        try {
            return Profile.named(text).name();
        } catch (EngineException e) {
            throw new IllegalArgumentException(e.getMessage() + ": " + e.next(), e);
        }
    }

    private static String path(String text) {
        try {
            Path path = Path.of(text);
            require(
                    path.isAbsolute() && path.normalize().toString().equals(text),
                    text,
                    "an absolute path without \".\", \"..\" or a slash at its end");
            return text;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path: " + e.getReason(), e);
        }
    }

    private static String url(String text) {
        try {
            if (RepositoryUrl.parse(text) instanceof RepositoryUrl.Local(Path folder)) {
                // the agent and the controller each have a working directory of their own
                require(folder.isAbsolute(), text, "an absolute path, or an s3: URL");
            }
            return text;
        } catch (EngineException e) {
            throw new IllegalArgumentException(e.getMessage() + ": " + e.next(), e);
        }
    }

    private static String configId(String text) {
        require(CONFIG_ID.matcher(text).matches(), text, "64 hexadecimal digits");
        return text;
    }

    private static String exclude(String text) {
        require(!text.isBlank(), text, "a pattern");
        return text;
    }

    private static Cron cron(String text, ZoneId zone) {
        return Cron.of(text, zone);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no time zone, such as Europe/Berlin", e);
        }
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        require(matcher.matches(), text, "a number and one of s, m, h, d, such as 24h");
        long count = Long.parseLong(matcher.group(1));
        Duration duration =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
        require(
                duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0,
                text,
                "from 1s to 3660d");
        return duration;
    }

    private static String shown(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static void require(boolean holds, String text, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + expected);
        }
    }
}
