package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Kills backups and restores at random moments with SIGKILL, runs the same command again, and looks
 * whether what comes out is whole.
 *
 * @param home what is saved
 * @param work a folder for targets and caches
 * @param seed decides the moments, as parts of an undisturbed run
 */
public record KillTrial(S3Server server, Path home, Path work, long seed) {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** What a trial found. Kills that came after the end of a run say nothing. */
    public record Outcome(int hits, int misses) {}

    /**
     * Kills {@code rounds} backups, each into a new repository.
     *
     * @throws IOException if the second run fails, restic finds damage, or a restore differs
     */
    public Outcome killBackups(int rounds) throws IOException, InterruptedException {
        Random random = new Random(seed);
        TreeListing saved = TreeListing.of(home);
        Program undisturbed = newRepository("backup-whole");
        double seconds = undisturbed.require("backup", home.toString()).wallSeconds();
        int hits = 0;
        for (int i = 0; i < rounds; i++) {
            Program program = newRepository("backup-" + i);
            hits += kill(program.command("backup", home.toString()), seconds, random);
            program.backup(home);
            program.require("unlock");
            try (Scratch scratch = Scratch.in(work, "killed-backup")) {
                new Restic(program.repository(), scratch.resolve("cache")).checkAllData();
                requireRestored(program, saved, scratch.resolve("target"), "kill " + i);
            }
        }
        return new Outcome(hits, rounds - hits);
    }

    /**
     * Kills {@code rounds} restores, each into a new target.
     *
     * @throws IOException if the second run fails or what it leaves differs
     */
    public Outcome killRestores(int rounds) throws IOException, InterruptedException {
        Random random = new Random(seed);
        TreeListing saved = TreeListing.of(home);
        Program program = newRepository("restore");
        program.backup(home);
        double seconds;
        try (Scratch scratch = Scratch.in(work, "whole-restore")) {
            String[] restore =
                    Program.restoreArguments("latest", home, scratch.resolve("undisturbed"));
            seconds = program.require(restore).wallSeconds();
        }
        int hits = 0;
        for (int i = 0; i < rounds; i++) {
            try (Scratch scratch = Scratch.in(work, "killed-restore")) {
                Path target = scratch.resolve("target");
                String[] restore = Program.restoreArguments("latest", home, target);
                hits += kill(program.command(restore), seconds, random);
                requireRestored(program, saved, target, "kill " + i);
            }
        }
        return new Outcome(hits, rounds - hits);
    }

    private Program newRepository(String prefix) throws IOException, InterruptedException {
        Program program = new Program(Repository.on(server, "kills", prefix + "-" + seed));
        program.init();
        return program;
    }

    /** Kills one run at a random moment of it: 1 if it still ran, otherwise 0. */
    private static int kill(Command command, double seconds, Random random)
            throws IOException, InterruptedException {
        try (Running running = command.start()) {
            Duration delay = Duration.ofNanos((long) (seconds * random.nextDouble() * 1e9));
            return running.killAfter(delay) ? 1 : 0;
        }
    }

    private void requireRestored(Program program, TreeListing saved, Path target, String round)
            throws IOException, InterruptedException {
        program.command(Program.restoreArguments("latest", home, target))
                .run(LIMIT)
                .requireSuccess();
        List<String> differences = saved.differences(TreeListing.of(target), 10);
        if (!differences.isEmpty()) {
            throw new IOException(round + ": " + String.join("\n", differences));
        }
    }
}
