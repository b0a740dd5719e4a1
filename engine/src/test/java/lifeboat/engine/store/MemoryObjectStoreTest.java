package lifeboat.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class MemoryObjectStoreTest extends ObjectStoreContract {

    @Override
    protected ObjectStore open() {
        return new MemoryObjectStore(Clock.systemUTC());
    }

    @Test
    void neitherSideSeesTheOthersLaterChanges() throws Exception {
        ObjectStore store = open();
        ObjectKey key = new ObjectKey("config");
        byte[] content = {1};

        store.putIfAbsent(key, content);
        content[0] = 2;
        byte[] read = store.readAll(key, 1);
        read[0] = 3;

        assertThat(store.readAll(key, 1)).containsExactly(1);
    }
}
