package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lifeboat.e2e.FaultResult.Kind;

/**
 * Disturbs backups and restores of one control plane again and again.
 *
 * @param kills how many backups, and how many restores, are to be hit by a kill
 * @param seed of the first trial; each has the next, which decides all of it, its fault too
 */
record ControlPlaneSoak(int kills, long seed) {

    /** Others than kills last a minute. */
    private static final int KILLS_PER_OUTAGE = 10;

    /** How much more a disturbed restore may fetch. */
    private static final double MOST_EXTRA = 0.10;

    /** So many trials for each hit must be enough. */
    private static final int TRIALS_PER_HIT = 3;

    /**
     * Runs to the end, or to the first operation that does not end as it should.
     *
     * @throws IOException says how to repeat that one
     */
    FaultFigures run(Scratch scratch) throws IOException, InterruptedException {
        List<FaultResult> results = new ArrayList<>();
        // a small home makes no difference to a backup; of a small restore, what is on its way when
        // a worker is killed is half of all. So that one is of the home of the budgets.
        run(scratch.resolve("backups"), SampleHome.small(), Kind.BACKUP, results);
        run(scratch.resolve("restores"), SampleHome.standard(), Kind.RESTORE, results);
        return new FaultFigures(results);
    }

    private void run(Path work, SampleHome home, Kind kind, List<FaultResult> results)
            throws IOException, InterruptedException {
        try (S3Server server = S3Server.start(work.resolve("s3"));
                ProtectedHost host = ProtectedHost.start(server, work, home)) {
            ControlPlaneTrial trial = new ControlPlaneTrial(host, MOST_EXTRA);
            run(trial, kind, Fault.KILLS, kills, results);
            run(trial, kind, Fault.OUTAGES, Math.ceilDiv(kills, KILLS_PER_OUTAGE), results);
        }
    }

    private void run(
            ControlPlaneTrial trial, Kind kind, List<Fault> faults, int hits, List<FaultResult> to)
            throws IOException, InterruptedException {
        int hit = 0;
        for (int i = 0; hit < hits; i++) {
            if (i == hits * TRIALS_PER_HIT) {
                throw new IOException("only " + hit + " of " + i + " trials came in time");
            }
            FaultResult result = one(trial, kind, faults, seed + i);
            hit += result.hit() ? 1 : 0;
            to.add(result);
            System.out.println("  " + result);
        }
    }

    private static FaultResult one(
            ControlPlaneTrial trial, Kind kind, List<Fault> faults, long seed)
            throws IOException, InterruptedException {
        Fault fault = faults.get((int) Math.floorMod(seed, (long) faults.size()));
        try {
            return trial.run(kind, fault, seed);
        } catch (IOException e) {
            throw new IOException(
                    "%s, %s: %s%nTo repeat it: ./lifeboat soak control-plane 1 %d"
                            .formatted(kind, fault, e.getMessage(), seed),
                    e);
        }
    }
}
