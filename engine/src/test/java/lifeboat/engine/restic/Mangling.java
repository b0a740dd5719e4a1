package lifeboat.engine.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;

/** Feeds a reader with damaged input, the same every time. */
public final class Mangling {

    private Mangling() {}

    /** Whatever is changed, {@code reader} must accept it or throw a RepositoryException. */
    public static void onlyTypedErrors(byte[] good, int rounds, Consumer<byte[]> reader) {
        Random random = new Random(good.length);
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] bad = mangle(good, random);
            try {
                reader.accept(bad);
            } catch (RepositoryException e) {
                assertThat(e.kind())
                        .isIn(
                                Kind.REPOSITORY_DAMAGED,
                                Kind.REPOSITORY_HOSTILE,
                                Kind.REPOSITORY_UNSUPPORTED);
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] mangle(byte[] good, Random random) {
        byte[] bad =
                random.nextInt(3) == 0
                        ? Arrays.copyOf(good, random.nextInt(good.length + 10))
                        : good.clone();
        if (bad.length > 0) {
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bad[random.nextInt(bad.length)] =
                        random.nextBoolean()
                                ? (byte) random.nextInt()
                                : (byte) "[]{}\",:09-e\0\u007f".charAt(random.nextInt(13));
            }
        }
        return bad;
    }
}
