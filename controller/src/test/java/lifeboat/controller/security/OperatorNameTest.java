package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"schedule", "system", "anonymous", "host", "host ci-1", "", "-a", "a\u202e"})
    void nobodyIsCalledLikeTheAuditLogsOwnOrHidesBehindSigns(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new OperatorName(name));
    }
}
