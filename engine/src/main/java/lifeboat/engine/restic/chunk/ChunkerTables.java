package lifeboat.engine.restic.chunk;

/**
 * What a {@link Chunker} looks up for each byte, computed once for a polynomial.
 *
 * <p>Immutable, shared by all chunkers of a repository.
 */
public final class ChunkerTables {

    final long[] out = new long[256]; // what a byte contributes when it leaves the window
    final long[] mod = new long[256]; // clears the top byte of a fingerprint and reduces it

    public ChunkerTables(Polynomial polynomial) {
        for (int b = 0; b < 256; b++) {
            long fingerprint = polynomial.mod(b);
            for (int i = 1; i < Chunker.WINDOW; i++) {
                fingerprint = polynomial.mod(fingerprint << 8);
            }
            out[b] = fingerprint;
            long top = (long) b << Polynomial.DEGREE;
            mod[b] = polynomial.mod(top) | top;
        }
    }
}
