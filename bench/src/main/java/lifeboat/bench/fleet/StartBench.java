package lifeboat.bench.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lifeboat.e2e.Command;
import lifeboat.e2e.ControlPlane;
import lifeboat.e2e.Finished;
import lifeboat.e2e.Program;
import lifeboat.e2e.Repository;
import lifeboat.e2e.Scratch;

/** How soon the operators' commands answer, launcher and all, with and without the AOT cache. */
public final class StartBench {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final double VERSION_MILLIS = 100;
    private static final double STATUS_MILLIS = 300;

    private final int runs;
    private final Figures figures = new Figures();

    /** A measurement of so many runs of each command. */
    public StartBench(int runs) {
        this.runs = runs;
    }

    /** Measures, on a control plane that it starts and ends, and prints. */
    public void run() throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.create("start")) {
            Path home = Files.createDirectories(scratch.resolve("home"));
            Files.writeString(home.resolve("config.xml"), "<hudson/>");
            Repository repository =
                    new Repository(
                            scratch.resolve("repository").toString(), "bench", java.util.Map.of());
            new Program(repository).init();
            try (ControlPlane plane = ControlPlane.start(scratch.resolve("plane"), repository)) {
                plane.startAgent("ci", "master", home);
                plane.applyPlan("jenkins", "ci", home);
                plane.run("backup", "run", "jenkins", "--wait").requireSuccess();
                for (int run = 0; run < runs; run++) { // in turn: a slow moment hits all
                    for (boolean cached : List.of(true, false)) {
                        measure(plane, "version", cached, VERSION_MILLIS);
                        measure(plane, "status", cached, STATUS_MILLIS);
                    }
                }
            }
        }
        figures.print();
    }

    private void measure(ControlPlane plane, String word, boolean cached, double budgetMillis)
            throws IOException, InterruptedException {
        Command command = plane.command(word);
        Finished finished =
                (cached ? command : command.with("LIFEBOAT_AOT", "no")).run(LIMIT).requireSuccess();
        String name = cached ? word : word + " without the cache";
        if (cached) {
            figures.add(name, finished.wallSeconds() * 1000, "ms", budgetMillis);
        } else {
            figures.add(name, finished.wallSeconds() * 1000, "ms");
        }
        figures.add("  CPU of " + name, finished.cpuSeconds() * 1000, "ms");
    }
}
