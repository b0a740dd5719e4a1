package lifeboat.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lifeboat.e2e.LargeFiles;
import lifeboat.e2e.SampleHome;

/** {@code ./lifeboat bench}: chooses a benchmark. */
public final class Main {

    private static final String USAGE =
            """
            usage: ./lifeboat bench WHAT [--home DIR] [--runs N]

              restore      many small files, into nothing
              large        few large files, into nothing
              again        over a finished restore
              backup       first, and unchanged
              jmh [NAME]   the hot parts alone, by JMH, whose options all work

              --home DIR   a copy of DIR instead of the sample (82,000 files; large: 1.2 GB)
              --runs N     runs of each contender, in turn; 5 unless told

            Contenders are lifeboat, restic and aws | tar, on one S3 server with its objects in
            memory and one ext4 volume, and the time that merely writing the files takes.
            """;
    private static final int RUNS = 5;
    private static final Pattern RUN_COUNT = Pattern.compile("[1-9]\\d{0,3}");

    private Main() {}

    public static void main(String[] args) throws Exception {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        String what = words.isEmpty() ? "--help" : words.pop();
        switch (what) {
            case "--help", "-h" -> System.out.print(USAGE);
            case "jmh" -> org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            case "restore", "large", "again", "backup" -> compare(what, words);
            default -> usage("there is no benchmark \"" + what + "\"");
        }
    }

    private static void compare(String what, Deque<String> words) throws InterruptedException {
        Optional<Path> home = Optional.empty();
        int runs = RUNS;
        while (!words.isEmpty()) {
            String word = words.pop();
            if (word.equals("--home") && !words.isEmpty()) {
                home = Optional.of(Path.of(words.pop()).toAbsolutePath());
            } else if (word.equals("--runs") && RUN_COUNT.matcher(next(words)).matches()) {
                runs = Integer.parseInt(words.pop());
            } else {
                usage("\"" + word + "\" is not understood");
            }
        }
        try (Ground ground = Ground.prepare()) {
            System.out.println("Measured on " + ground.volume().description() + ".");
            if (home.isPresent()) {
                ground.copyHome(home.get());
            } else if (what.equals("large")) {
                LargeFiles.standard().write(ground.home());
            } else {
                SampleHome.standard().write(ground.home());
            }
            run(what, ground, runs);
        } catch (IOException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private static String next(Deque<String> words) {
        return words.isEmpty() ? "" : words.peek();
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
