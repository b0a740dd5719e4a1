package lifeboat.engine.restic.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileModeTest {

    /** Numbers that restic 0.14 wrote for such files. */
    @ParameterizedTest
    @CsvSource({
        "0100644, 420",
        "0106755, 12583405",
        "0040755, 2147484141",
        "0041777, 2148532735",
        "0120777, 134218239",
        "0010644, 33554852",
        "0020644, 69206436",
        "0060660, 67109296",
        "0140755, 16777709",
        "0100000, 0"
    })
    void modesAreTranslatedToGosBits(String posix, long goBits) {
        int mode = Integer.parseInt(posix, 8);
        FileMode translated = FileMode.ofPosix(mode);
        assertThat(translated.toUnsigned()).isEqualTo(goBits);
        assertThat(translated.posixPermissions()).isEqualTo(mode & 07777);
    }

    @ParameterizedTest
    @CsvSource({"0104755, true", "0102755, true", "0041777, false", "0100777, false"})
    void programsWithTheirOwnersRightsAreKnown(String posix, boolean rights) {
        assertThat(FileMode.ofPosix(Integer.parseInt(posix, 8)).isSetuidOrSetgid())
                .isEqualTo(rights);
    }
}
