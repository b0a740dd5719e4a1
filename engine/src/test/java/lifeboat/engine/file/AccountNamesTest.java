package lifeboat.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountNamesTest {

    private final AccountNames names = new AccountNames();

    @Test
    void rootIsKnownEverywhere() {
        assertThat(names.user(0)).contains("root");
        assertThat(names.group(0)).contains("root");
        assertThat(names.user(0)).contains("root");
    }

    @Test
    void aNumberWithoutANameHasNone() {
        assertThat(names.user(3_123_456_789L)).isEmpty();
        assertThat(names.group(3_123_456_789L)).isEmpty();
    }
}
