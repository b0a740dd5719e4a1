package lifeboat.agent.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import lifeboat.agent.output.Amounts;
import lifeboat.engine.CheckReport;
import lifeboat.engine.CheckRequest;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "check",
        header = "Proves that a repository is whole.",
        description = {
            "Follows every snapshot down to its last file and holds what it needs against what the"
                    + " store has: quick, as no file content is read. With --read-data every byte"
                    + " is read, too, and proven right: only that finds what a disk has lost"
                    + " silently.",
            "",
            "Changes nothing. The exit code is 6 if data is missing or damaged, and 3 if there is"
                    + " something to look at that costs no data."
        },
        footer = {
            "",
            "Examples:",
            "  lifeboat-agent check",
            "  lifeboat-agent check --read-data --json >findings.json",
            "  lifeboat-agent check --read-data-subset 5%%"
        })
final class CheckCommand implements Callable<Integer> {

    private static final String MAKE_INDEX =
            "an index file is lost, and the data may all be there: run `restic repair index`"
                    + " (before restic 0.16 `restic rebuild-index`), then check again";

    /** A new backup alone heals nothing: it trusts the index, which names what is lost. */
    private static final String BRING_BACK =
            "bring the objects named above back from a copy of the repository; without one, let"
                    + " `restic repair index` and `restic repair packs` drop what is lost, and make"
                    + " a new backup: it stores again what still exists on the host";

    /** How much is read; one of the two, or neither. */
    static final class Depth {

        @Option(names = "--read-data", description = "Read all packs and prove their content.")
        private boolean all;

        @Option(
                names = "--read-data-subset",
                paramLabel = "N%",
                converter = Percentage.class,
                description = "Read this share of the packs, others each time.")
        private double share;

        double share() {
            return all ? 1 : share;
        }
    }

    private static final class Percentage implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                if (text.endsWith("%")) {
                    double percent = Double.parseDouble(text.substring(0, text.length() - 1));
                    if (percent > 0 && percent <= 100) {
                        return percent / 100;
                    }
                }
            } catch (NumberFormatException e) {
                throw notOne(text);
            }
            throw notOne(text);
        }

        private static TypeConversionException notOne(String text) {
            return new TypeConversionException(
                    "\"" + text + "\" is not a percentage such as 5%, up to 100%");
        }
    }

    private final Surroundings surroundings;
    @ArgGroup private Depth depth = new Depth();
    @Mixin private RepositoryOptions repository = new RepositoryOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(repository, output, surroundings)) {
            CheckReport report =
                    session.repository().check(new CheckRequest(depth.share()), session.progress());
            Duration elapsed = session.elapsed();
            session.summarize(
                    () -> words(report, elapsed),
                    json -> {
                        json.writeNumberField("snapshots", report.snapshots());
                        json.writeNumberField("packs", report.packs());
                        json.writeNumberField("packs_read", report.packsRead());
                        json.writeNumberField("trees", report.trees());
                        json.writeNumberField("blobs", report.blobs());
                        json.writeBooleanField("index_lost", report.indexLost());
                        json.writeNumberField("errors", report.errors());
                        json.writeNumberField("warnings", report.warnings());
                    });
            if (report.errors() > 0) {
                throw new CommandException(
                        ExitCode.of(report),
                        "REPOSITORY_NOT_WHOLE",
                        "the repository has "
                                + Amounts.count(report.errors(), "error", "errors")
                                + ", named above; --json names every path that suffers",
                        report.indexLost() ? MAKE_INDEX : BRING_BACK);
            }
            return ExitCode.of(report).number();
        }
    }

    private static String words(CheckReport report, Duration elapsed) {
        return "Checked %s with %s and %s in %s; %s of %s read."
                .formatted(
                        Amounts.count(report.snapshots(), "snapshot", "snapshots"),
                        Amounts.count(report.trees(), "directory", "directories"),
                        Amounts.count(report.blobs(), "blob", "blobs"),
                        Amounts.elapsed(elapsed),
                        Amounts.count(report.packsRead()),
                        Amounts.count(report.packs(), "pack", "packs"));
    }
}
