package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** {@code ./lifeboat soak [PART] [KILLS] [SEED]}: what takes longer than a test may. */
public final class Soak {

    private static final String USAGE =
            """
            usage: ./lifeboat soak [engine | control-plane | scale] [KILLS] [SEED]

              engine          kills backups and restores at random moments, and proves that the same
                              command then makes up for it
              control-plane   does the same to agent, worker, controller and all of them, while they
                              work for an operation, which must end by itself; pauses the agent, cuts
                              the link one way, moves the clock
              scale           saves and restores 100,000 and 1,000,000 files, and fails if that takes
                              more memory than it may

            All three unless one is named. KILLS of each kind: 50 unless told. SEED decides what is
            killed and when; it is printed, so that a failure can be repeated.
            """;
    private static final int KILLS = 50;

    private Soak() {}

    public static void main(String[] args) throws InterruptedException {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        List<String> parts = List.of("engine", "control-plane", "scale");
        if (!words.isEmpty() && parts.contains(words.peek())) {
            parts = List.of(words.pop());
        }
        if (words.size() > 2 || !words.stream().allMatch(word -> word.matches("\\d{1,9}"))) {
            System.err.print(USAGE);
            System.exit(args.length == 1 && args[0].equals("--help") ? 0 : 2);
        }
        int kills = words.isEmpty() ? KILLS : Integer.parseInt(words.pop());
        long seed = words.isEmpty() ? new Random().nextInt(1_000_000) : Long.parseLong(words.pop());
        System.out.printf("%d kills of each kind, seed %d%n", kills, seed);
        List<String> chosen = parts;
        CleanExit.after(
                () -> {
                    for (String part : chosen) {
                        run(part, kills, seed);
                    }
                    System.out.println("nothing was lost");
                    return 0;
                });
    }

    private static void run(String part, int kills, long seed)
            throws IOException, InterruptedException {
        switch (part) {
            case "engine" -> engine(kills, seed);
            case "control-plane" -> controlPlane(kills, seed);
            default -> scale();
        }
    }

    private static void engine(int kills, long seed) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.create("soak");
                S3Server server = S3Server.start(scratch.resolve("s3"))) {
            SampleHome.small().write(scratch.resolve("home"));
            KillTrial trial = new KillTrial(server, scratch.resolve("home"), scratch.path(), seed);
            System.out.println("backups:  " + trial.killBackups(kills));
            System.out.println("restores: " + trial.killRestores(kills));
        }
    }

    private static void controlPlane(int kills, long seed)
            throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.create("soak")) {
            new ControlPlaneSoak(kills, seed).run(scratch).lines().forEach(System.out::println);
        }
    }

    private static void scale() throws IOException, InterruptedException {
        Path memory = Path.of("/dev/shm");
        Path parent =
                Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        System.out.println(new Scale(100).run(parent).requireBelow(256));
        System.out.println(new Scale(1000).run(parent).requireBelow(512));
    }
}
