package lifeboat.engine.restic.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolynomialTest {

    @ParameterizedTest
    @ValueSource(strings = {"3da3358b4dc173", "21a3f3d8ab4937"})
    void polynomialsOfRealRepositoriesAreAccepted(String hex) {
        assertThat(Polynomial.ofConfig(hex).hex()).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "'', REPOSITORY_DAMAGED",
        "3da3358b4dc17z, REPOSITORY_DAMAGED",
        "3da3358b4dc1733da3358b4dc173, REPOSITORY_DAMAGED",
        "1, REPOSITORY_UNSUPPORTED",
        "11b, REPOSITORY_UNSUPPORTED",
        "7da3358b4dc173, REPOSITORY_UNSUPPORTED",
        "20000000000000, REPOSITORY_HOSTILE",
        "3da3358b4dc172, REPOSITORY_HOSTILE",
        "3da3358b4dc175, REPOSITORY_HOSTILE"
    })
    void otherPolynomialsOfAConfigAreRefused(String hex, Kind kind) {
        assertThatThrownBy(() -> Polynomial.ofConfig(hex))
                .isInstanceOfSatisfying(
                        RepositoryException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void irreducibleMeansWithoutAnyDivisor() {
        for (long p = 2; p < 1 << 10; p++) {
            assertThat(Polynomial.isIrreducible(p)).as("%x", p).isEqualTo(!hasDivisor(p));
        }
    }

    private static boolean hasDivisor(long p) {
        for (long d = 2; d < p; d++) {
            if (remainder(p, d) == 0) {
                return true;
            }
        }
        return false;
    }

    private static long remainder(long p, long d) {
        long rest = p;
        for (long top = Long.highestOneBit(p); top >= Long.highestOneBit(d); top >>= 1) {
            if ((rest & top) != 0) {
                rest ^= d * (top / Long.highestOneBit(d));
            }
        }
        return rest;
    }

    @Test
    void randomPolynomialsDifferAndAreAccepted() {
        SplittableRandom random = new SplittableRandom(1);
        Polynomial first = Polynomial.random(random);
        Polynomial second = Polynomial.random(random);
        assertThat(first).isNotEqualTo(second);
        assertThat(Polynomial.ofConfig(first.hex())).isEqualTo(first);
    }
}
