package lifeboat.engine.restic.crypto;

/**
 * What a key derivation costs: {@code 128·n·r} bytes for each lane that runs, and time in
 * proportion to {@code n·r·p}.
 *
 * <p>Bounded, since the numbers come from a file that whoever writes to the store can write. restic
 * calibrates to 60 MiB and half a second, seen as (32768, 8, 4 to 6), rustic takes (131072, 8, 1);
 * the bounds leave both a factor of 20 in time.
 *
 * @param n a power of two above 1
 * @param r block size in units of 128 bytes
 * @param p number of lanes
 */
public record ScryptCost(int n, int r, int p) {

    /**
     * For new keys: the least that the OWASP Password Storage Cheat Sheet lists for 32 MiB. Every
     * command pays it, and a restore at the moment when time counts most.
     */
    public static final ScryptCost DEFAULT = new ScryptCost(32768, 8, 3);

    private static final int MAX_N_R = 1 << 21; // 256 MiB a lane
    private static final int MAX_R_P = 1 << 16; // 8 MiB to derive the lanes from
    private static final int MAX_N_R_P = 1 << 25; // some 20 s on one core

    public ScryptCost {
        boolean whole = n > 1 && Integer.bitCount(n) == 1 && r > 0 && p > 0;
        // Two factors can't overflow a long; the third is divided off.
        if (!whole
                || (long) n * r > MAX_N_R
                || (long) r * p > MAX_R_P
                || (long) n * r > MAX_N_R_P / p) {
            throw new IllegalArgumentException(
                    "scrypt parameters N=%d, r=%d, p=%d are out of bounds".formatted(n, r, p));
        }
    }

    /** Ints in a lane's block. */
    int laneInts() {
        return 32 * r;
    }
}
