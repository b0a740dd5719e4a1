package lifeboat.engine.restic.chunk;

import java.util.random.RandomGenerator;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;

/**
 * An irreducible polynomial of degree 53 over GF(2), drawn once for each repository.
 *
 * @param bits bit {@code i} is the coefficient of {@code x^i}
 */
public record Polynomial(long bits) {

    static final int DEGREE = 53;

    /**
     * @throws IllegalArgumentException if the degree is another, or the polynomial is reducible
     */
    public Polynomial {
        if (degree(bits) != DEGREE) {
            throw new IllegalArgumentException(
                    "not of degree " + DEGREE + ": " + Long.toHexString(bits));
        }
        if (!isIrreducible(bits)) {
            throw new IllegalArgumentException("reducible: " + Long.toHexString(bits));
        }
    }

    /**
     * Reads the {@code chunker_polynomial} of a config: hexadecimal digits, no prefix.
     *
     * @throws RepositoryException if it is not a number, not of degree 53 or, since then cuts could
     *     be foreseen from outside, reducible
     */
    public static Polynomial ofConfig(String hex) {
        long bits;
        try {
            bits = Long.parseUnsignedLong(hex, 16);
        } catch (NumberFormatException e) {
            throw refused(Kind.REPOSITORY_DAMAGED, hex, "is not a hexadecimal number");
        }
        if (degree(bits) != DEGREE) {
            throw refused(Kind.REPOSITORY_UNSUPPORTED, hex, "is not of degree " + DEGREE);
        }
        if (!isIrreducible(bits)) {
            throw refused(Kind.REPOSITORY_HOSTILE, hex, "is reducible");
        }
        return new Polynomial(bits);
    }

    /** Draws a polynomial; about one candidate in 27 is irreducible. */
    public static Polynomial random(RandomGenerator random) {
        while (true) {
            long drawn = random.nextLong() & ((1L << DEGREE) - 1);
            long bits = drawn | 1L << DEGREE | 1;
            if (isIrreducible(bits)) {
                return new Polynomial(bits);
            }
        }
    }

    /** The form of a config. */
    public String hex() {
        return Long.toHexString(bits);
    }

    /** The remainder of {@code dividend}. */
    long mod(long dividend) {
        return mod(dividend, bits);
    }

    /**
     * Ben-Or's test: a reducible polynomial has a factor of degree i, at most half its own, and
     * shares it with x^(2^i) − x.
     */
    static boolean isIrreducible(long polynomial) {
        long power = mod(0b10, polynomial); // x^(2^i) mod polynomial
        for (int i = 1; i <= degree(polynomial) / 2; i++) {
            power = multiply(power, power, polynomial);
            if (gcd(polynomial, power ^ 0b10) != 1) {
                return false;
            }
        }
        return degree(polynomial) > 0;
    }

    /** The highest exponent; −1 of zero. */
    private static int degree(long polynomial) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(polynomial);
    }

    private static long mod(long dividend, long divisor) {
        long rest = dividend;
        for (int shift = degree(rest) - degree(divisor);
                shift >= 0;
                shift = degree(rest) - degree(divisor)) {
            rest ^= divisor << shift;
        }
        return rest;
    }

    /** {@code a·b mod modulus}, of factors that are smaller than the modulus. */
    private static long multiply(long a, long b, long modulus) {
        long product = 0;
        for (int bit = degree(b); bit >= 0; bit--) {
            product = mod(product << 1, modulus);
            if ((b >>> bit & 1) == 1) {
                product ^= a;
            }
        }
        return product;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, mod(a, b));
    }

    private static RepositoryException refused(Kind kind, String hex, String why) {
        return new RepositoryException(
                kind, "the config's chunker polynomial \"" + hex + "\" " + why, "");
    }
}
