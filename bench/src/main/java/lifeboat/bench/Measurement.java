package lifeboat.bench;

import lifeboat.e2e.Finished;

/**
 * One run of a contender.
 *
 * @param peakBytes resident memory at its highest; 0 if it has no process of its own
 * @param keySeconds the part of the wall time in which the password becomes a key, which no amount
 *     of speed elsewhere changes; 0 for those that have no key
 */
record Measurement(double wallSeconds, double cpuSeconds, long peakBytes, double keySeconds) {

    static Measurement of(Finished run, double keySeconds) {
        return new Measurement(run.wallSeconds(), run.cpuSeconds(), run.peakBytes(), keySeconds);
    }

    double withoutKeySeconds() {
        return wallSeconds - keySeconds;
    }
}
