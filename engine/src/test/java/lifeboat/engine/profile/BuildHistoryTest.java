package lifeboat.engine.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuildHistoryTest {

    @Test
    void theHighestNumbersAreRecentNotTheLastInAlphabet() {
        assertThat(recent(2, "8", "9", "10", "100")).containsExactly("10", "100");
    }

    @Test
    void allAreRecentOfAJobWithFewBuilds() {
        assertThat(recent(10, "1", "2")).containsExactly("1", "2");
    }

    @Test
    void linksByNumberAndBuildsByTimeAreCountedApart() {
        assertThat(recent(1, "1", "2014-01-31_23-59-59", "2", "2014-02-01_00-00-00"))
                .containsExactly("2", "2014-02-01_00-00-00");
    }

    @Test
    void otherNamesAreNoBuildsAndTakeNoPlace() {
        assertThat(
                        recent(
                                1,
                                "7",
                                "permalinks",
                                "lastSuccessfulBuild",
                                ".8",
                                "-1",
                                "9x",
                                "2014-01-31_23-59-5x",
                                "2014_01-31_23-59-59",
                                "1234567890123456789"))
                .containsExactly("7");
    }

    @Test
    void noBuildIsRecentWhereThereIsNone() {
        assertThat(recent(10, "permalinks")).isEmpty();
        assertThat(BuildHistory.NONE.isRecent("1".getBytes(UTF_8))).isFalse();
    }

    private static List<String> recent(int count, String... names) {
        List<byte[]> bytes = Stream.of(names).map(name -> name.getBytes(UTF_8)).toList();
        BuildHistory history = BuildHistory.recent(bytes, count);
        return Stream.of(names).filter(name -> history.isRecent(name.getBytes(UTF_8))).toList();
    }
}
