package lifeboat.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.time.Clock;
import lifeboat.engine.store.StoreCounts.Call;
import lifeboat.engine.store.StoreCounts.Count;
import org.junit.jupiter.api.Test;

class CountingObjectStoreTest extends ObjectStoreContract {

    private static final ObjectKey KEY = new ObjectKey("config");

    @Override
    protected CountingObjectStore open() {
        return new CountingObjectStore(new MemoryObjectStore(Clock.systemUTC()));
    }

    @Test
    void callsAndBytesAreCounted() throws Exception {
        CountingObjectStore store = open();
        store.putIfAbsent(KEY, new byte[100]);
        store.putIfAbsent(KEY, new byte[100]);
        store.readAll(KEY, 100);
        store.read(KEY, new ByteRange(10, 50), InputStream::readAllBytes);
        store.read(KEY, new ByteRange(10, 50), InputStream::read);
        store.list(new KeyPrefix(""), _ -> {});
        store.now();
        store.delete(KEY);

        StoreCounts counts = store.counts();
        assertThat(counts.of(Call.PUT)).isEqualTo(new Count(2, 0, 100));
        assertThat(counts.of(Call.READ)).isEqualTo(new Count(3, 0, 151));
        assertThat(counts.of(Call.LIST)).isEqualTo(new Count(1, 0, 0));
        assertThat(counts.of(Call.NOW)).isEqualTo(new Count(1, 0, 0));
        assertThat(counts.of(Call.DELETE)).isEqualTo(new Count(1, 0, 0));
    }

    @Test
    void callsWithoutAnAnswerAreCountedApart() throws Exception {
        CountingObjectStore store = open();
        store.putIfAbsent(KEY, new byte[100]);

        assertThatThrownBy(
                        () ->
                                store.read(
                                        KEY,
                                        new ByteRange(0, 100),
                                        in -> {
                                            in.readNBytes(7);
                                            throw new StoreException.Unavailable("cut", null);
                                        }))
                .isInstanceOf(StoreException.Unavailable.class);
        assertThatThrownBy(() -> store.readAll(new ObjectKey("gone"), 1))
                .isInstanceOf(StoreException.Missing.class);

        assertThat(store.counts().of(Call.READ)).isEqualTo(new Count(2, 1, 7));
    }
}
