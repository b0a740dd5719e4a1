package lifeboat.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * {@code ./lifeboat soak [KILLS] [SEED]}: kills backups and restores of a small sample home at
 * random moments and proves that the next run makes up for it; then does the same to operations of
 * a control plane, which end by themselves; then saves and restores a million files and fails if
 * that takes more memory than it may.
 */
public final class Soak {

    private static final int KILLS = 50;

    private Soak() {}

    public static void main(String[] args) throws Exception {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : KILLS;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : new Random().nextInt(1_000_000);
        System.out.printf("%d kills of each kind, seed %d%n", kills, seed);
        try (Scratch scratch = Scratch.create("soak");
                S3Server server = S3Server.start(scratch.resolve("s3"))) {
            SampleHome.small().write(scratch.resolve("home"));
            KillTrial trial = new KillTrial(server, scratch.resolve("home"), scratch.path(), seed);
            System.out.println("backups:  " + trial.killBackups(kills));
            System.out.println("restores: " + trial.killRestores(kills));
            System.out.println("a control plane: agent, worker, controller and all killed, agent");
            System.out.println("paused, link cut one way, clock moved:");
            new ControlPlaneSoak(kills, seed)
                    .run(server, scratch)
                    .lines()
                    .forEach(System.out::println);
        }
        Path memory = Path.of("/dev/shm");
        Path parent =
                Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        System.out.println(new Scale(100).run(parent).requireBelow(256));
        System.out.println(new Scale(1000).run(parent).requireBelow(512));
        System.out.println("nothing was lost");
    }
}
