package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

public abstract class SecretStoreContract {

    protected abstract SecretStore store();

    @Test
    void theNewestUnderANameIsKept() {
        SecretStore store = store();
        store.put("b", "1");
        store.put("a", "2");
        store.put("b", "3");
        assertThat(store.find("b")).contains("3");
        assertThat(store.names()).containsExactly("a", "b");
        store.remove("b");
        store.remove("b");
        assertThat(store.find("b")).isEmpty();
        assertThat(store.names()).containsExactly("a");
    }
}
