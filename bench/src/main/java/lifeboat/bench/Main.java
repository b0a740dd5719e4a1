package lifeboat.bench;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import lifeboat.bench.fleet.FleetBench;
import lifeboat.bench.fleet.IdleBench;
import lifeboat.bench.fleet.StartBench;
import lifeboat.e2e.LargeFiles;
import lifeboat.e2e.SampleHome;
import lifeboat.engine.Platform;

/** {@code ./lifeboat bench}: chooses a benchmark. */
public final class Main {

    private static final String USAGE =
            """
            usage: ./lifeboat bench WHAT [OPTION]...

            A home, saved and brought back; beside restic and aws | tar:

              restore      many small files, into nothing
              large        few large files, into nothing
              again        over a finished restore
              backup       first, and unchanged

            The control plane, beside its budgets:

              agents       one controller with many agents: memory, processor time, a kill, commands
              idle         a real agent and a controller that wait: memory, processor time
              start        how soon the commands answer, with and without the AOT cache

              jmh [NAME]   the hot parts alone, by JMH, whose options all work

              --home DIR   a copy of DIR instead of the sample (82,000 files; large: 1.2 GB)
              --count N    agents; 1000 unless told. They live in one JVM, each with a key, a journal
                           and a TLS connection of its own; the controller is a process of its own
              --runs N     runs of each contender, in turn: 5 unless told; of start 9, of agents 1
              --seconds N  how long idle watches; 120 unless told

            For homes, all use one S3 server with its objects in memory and one ext4 volume, and the
            time that merely writing the files takes is shown. Figures of a busy machine are too high.
            """;
    private static final int RUNS = 5;
    private static final int STARTS = 9;
    private static final int AGENTS = 1000;
    private static final Duration WATCHED = Duration.ofMinutes(2);

    private Main() {}

    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "--help" : args[0];
        String[] rest = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
        switch (what) {
            case "--help", "-h" -> System.out.print(USAGE);
            case "jmh" -> org.openjdk.jmh.Main.main(rest);
            case "restore", "large", "again", "backup", "agents", "idle", "start" -> {
                try {
                    measure(what, Options.parse(List.of(rest)));
                } catch (IllegalArgumentException e) {
                    usage(e.getMessage());
                } catch (IOException e) {
                    System.err.println("bench: " + e.getMessage());
                    System.exit(1);
                }
            }
            default -> usage("there is no benchmark \"" + what + "\"");
        }
    }

    private static void measure(String what, Options options)
            throws IOException, InterruptedException {
        Platform platform = new Platform(Clock.systemUTC(), System::nanoTime, Thread::sleep);
        switch (what) {
            case "agents" ->
                    new FleetBench(options.count().orElse(AGENTS), platform)
                            .run(options.runs().orElse(1));
            case "idle" -> new IdleBench(options.watched().orElse(WATCHED), platform).run();
            case "start" -> new StartBench(options.runs().orElse(STARTS)).run();
            default -> compare(what, options);
        }
    }

    private static void compare(String what, Options options)
            throws IOException, InterruptedException {
        try (Ground ground = Ground.prepare()) {
            System.out.println("Measured on " + ground.volume().description() + ".");
            if (options.home().isPresent()) {
                ground.copyHome(options.home().get());
            } else if (what.equals("large")) {
                LargeFiles.standard().write(ground.home());
            } else {
                SampleHome.standard().write(ground.home());
            }
            run(what, ground, options.runs().orElse(RUNS));
        }
    }

    private static void run(String what, Ground ground, int runs)
            throws IOException, InterruptedException {
        Peers peers = Peers.find();
        switch (what) {
            case "backup" -> {
                BackupBench bench = new BackupBench(ground);
                compare("First backup", bench.first(peers), runs, RestoreBench.LIFEBOAT);
                compare("Unchanged backup", bench.unchanged(peers), runs, RestoreBench.LIFEBOAT);
            }
            case "again" -> {
                RestoreBench bench = new RestoreBench(ground);
                String title = "Restore over a finished restore";
                compare(title, bench.again(), runs, RestoreBench.LIFEBOAT_AGAIN);
            }
            default -> {
                RestoreBench bench = new RestoreBench(ground);
                compare("Restore", bench.first(peers), runs, RestoreBench.LIFEBOAT);
            }
        }
    }

    private static void compare(String title, List<Contender> contenders, int runs, String ours)
            throws IOException, InterruptedException {
        Comparison comparison = new Comparison(title);
        comparison.run(contenders, runs);
        comparison.print(ours);
    }

    private static void usage(String wrong) {
        System.err.println("bench: " + wrong + "\n" + USAGE);
        System.exit(2);
    }
}
