package lifeboat.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
    FaultFigures run(S3Server server, Scratch scratch) throws IOException, InterruptedException {
        List<FaultResult> results = new ArrayList<>();
        try (ProtectedHost host =
                ProtectedHost.start(server, scratch.path(), SampleHome.medium())) {
            ControlPlaneTrial trial = new ControlPlaneTrial(host, MOST_EXTRA);
            run(trial, Fault.KILLS, kills, results);
            run(trial, Fault.OUTAGES, Math.ceilDiv(kills, KILLS_PER_OUTAGE), results);
        }
        return new FaultFigures(results);
    }

    private void run(ControlPlaneTrial trial, List<Fault> faults, int hits, List<FaultResult> to)
            throws IOException, InterruptedException {
        for (FaultResult.Kind kind : FaultResult.Kind.values()) {
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
    }

    private static FaultResult one(
            ControlPlaneTrial trial, FaultResult.Kind kind, List<Fault> faults, long seed)
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
