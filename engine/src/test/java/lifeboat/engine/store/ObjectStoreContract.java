package lifeboat.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lifeboat.engine.store.ObjectStore.PutResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does; each implementation runs it. */
public abstract class ObjectStoreContract {

    private static final ObjectKey KEY = new ObjectKey("data/ab/abcd");
    private static final byte[] TEXT = "0123456789".getBytes(UTF_8);

    private ObjectStore store;

    /** Opens an empty store; the contract closes it. */
    protected abstract ObjectStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        boolean _ = Thread.interrupted(); // whatever a test left
        store.close();
    }

    private byte[] read(ObjectKey key, long offset, long length) throws InterruptedException {
        return store.read(key, new ByteRange(offset, length), InputStream::readAllBytes);
    }

    private List<String> list(String prefix) throws InterruptedException {
        List<String> paths = new ArrayList<>();
        store.list(new KeyPrefix(prefix), info -> paths.add(info.key().path()));
        return paths;
    }

    @Test
    void whatWasPutIsRead() throws Exception {
        assertThat(store.putIfAbsent(KEY, TEXT)).isEqualTo(PutResult.CREATED);

        assertThat(store.readAll(KEY, 10)).isEqualTo(TEXT);
    }

    @Test
    void thePartOfAnArrayThatWasPutIsRead() throws Exception {
        byte[] buffer = "0123456789".getBytes(UTF_8);
        assertThat(store.putIfAbsent(KEY, Content.of(buffer, 4))).isEqualTo(PutResult.CREATED);
        buffer[0] = 'x'; // the caller's again

        assertThat(store.readAll(KEY, 10)).asString(UTF_8).isEqualTo("0123");
    }

    @Test
    void aTakenNameKeepsItsObject() throws Exception {
        store.putIfAbsent(KEY, TEXT);

        assertThat(store.putIfAbsent(KEY, "other".getBytes(UTF_8))).isEqualTo(PutResult.EXISTS);
        assertThat(store.readAll(KEY, 10)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"0,10,0123456789", "0,1,0", "9,1,9", "3,4,3456"})
    void aRangeIsExact(long offset, long length, String expected) throws Exception {
        store.putIfAbsent(KEY, TEXT);

        assertThat(read(KEY, offset, length)).asString(UTF_8).isEqualTo(expected);
    }

    @Test
    void theStreamEndsAfterTheRangeAndStaysEnded() throws Exception {
        store.putIfAbsent(KEY, TEXT);

        List<Integer> seen = new ArrayList<>();
        store.read(
                KEY,
                new ByteRange(4, 2),
                in -> {
                    for (int i = 0; i < 4; i++) {
                        seen.add(in.read());
                    }
                    seen.add(in.read(new byte[8]));
                    return null;
                });
        assertThat(seen).containsExactly((int) '4', (int) '5', -1, -1, -1);
    }

    @ParameterizedTest
    @CsvSource({"0,11", "9,2", "10,1", "11,1", "5000000000,1"})
    void aRangeBehindTheEndIsTruncated(long offset, long length) throws Exception {
        store.putIfAbsent(KEY, TEXT);

        assertThatThrownBy(() -> read(KEY, offset, length))
                .isInstanceOf(StoreException.Truncated.class)
                .hasMessageContaining(KEY.path());
    }

    @Test
    void aMissingObjectIsMissing() {
        assertThatThrownBy(() -> read(KEY, 0, 1))
                .isInstanceOf(StoreException.Missing.class)
                .hasMessageContaining(KEY.path());
        assertThatThrownBy(() -> store.readAll(KEY, 10)).isInstanceOf(StoreException.Missing.class);
    }

    @Test
    void anObjectLargerThanAllowedIsNotReturned() throws Exception {
        store.putIfAbsent(KEY, TEXT);

        assertThatThrownBy(() -> store.readAll(KEY, 9))
                .isInstanceOf(StoreException.TooLarge.class)
                .hasMessageContaining(KEY.path());
    }

    @Test
    void anEmptyObjectIsOne() throws Exception {
        store.putIfAbsent(KEY, new byte[0]);

        assertThat(store.readAll(KEY, 0)).isEmpty();
        assertThat(list("data/")).containsExactly(KEY.path());
        assertThatThrownBy(() -> read(KEY, 0, 1)).isInstanceOf(StoreException.Truncated.class);
    }

    @Test
    void aLargeObjectIsKeptByteForByte() throws Exception {
        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);
        store.putIfAbsent(KEY, large);

        assertThat(store.readAll(KEY, large.length)).isEqualTo(large);
        assertThat(read(KEY, 77_777, 900_001))
                .isEqualTo(Arrays.copyOfRange(large, 77_777, 977_778));
    }

    @Test
    void aListingHasEveryObjectBelowThePrefixOnceAndNoOther() throws Exception {
        for (String path : List.of("config", "data/ab/1", "data/ac/2", "database/3", "index/4")) {
            store.putIfAbsent(new ObjectKey(path), TEXT);
        }

        assertThat(list("data/")).containsExactlyInAnyOrder("data/ab/1", "data/ac/2");
        assertThat(list("data/ab/")).containsExactly("data/ab/1");
        assertThat(list("locks/")).isEmpty();
        assertThat(list(""))
                .containsExactlyInAnyOrder(
                        "config", "data/ab/1", "data/ac/2", "database/3", "index/4");
    }

    @Test
    void aListingTellsSizeAndAge() throws Exception {
        store.putIfAbsent(KEY, TEXT);

        List<ObjectInfo> listing = new ArrayList<>();
        store.list(new KeyPrefix("data/"), listing::add);
        assertThat(listing).hasSize(1);
        assertThat(listing.getFirst().sizeBytes()).isEqualTo(10);
        assertThat(Duration.between(listing.getFirst().modified(), store.now()).abs())
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aDeletedObjectIsGoneAndDeletedAgain() throws Exception {
        store.putIfAbsent(KEY, TEXT);

        store.delete(KEY);
        store.delete(KEY);

        assertThat(list("")).isEmpty();
        assertThatThrownBy(() -> store.readAll(KEY, 10)).isInstanceOf(StoreException.Missing.class);
        assertThat(store.putIfAbsent(KEY, TEXT)).isEqualTo(PutResult.CREATED);
    }

    @Test
    void aReadersOwnFailureIsItsOwn() throws Exception {
        store.putIfAbsent(KEY, TEXT);
        IOException thoughtUp = new IOException("not gzip");

        assertThatThrownBy(
                        () ->
                                store.read(
                                        KEY,
                                        new ByteRange(0, 10),
                                        _ -> {
                                            throw new IllegalArgumentException("bad blob");
                                        }))
                .isExactlyInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                store.read(
                                        KEY,
                                        new ByteRange(0, 10),
                                        _ -> {
                                            throw thoughtUp;
                                        }))
                .isExactlyInstanceOf(UncheckedIOException.class)
                .hasCause(thoughtUp);
        assertThat(read(KEY, 0, 10)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999_999})
    void aReaderMayStopEarly(int bytes) throws Exception {
        byte[] large = new byte[1 << 20];
        store.putIfAbsent(KEY, large);

        for (int i = 0; i < 8; i++) { // a leaked connection shows at the pool's end
            byte[] some = store.read(KEY, new ByteRange(0, 1 << 20), in -> in.readNBytes(bytes));
            assertThat(some).hasSize(bytes);
        }
        assertThat(read(KEY, 5, 5)).isEqualTo(new byte[5]);
    }

    @Test
    void anInterruptedThreadGetsNoAnswer() throws Exception {
        store.putIfAbsent(KEY, TEXT);

        assertInterrupted(() -> store.readAll(KEY, 10));
        assertInterrupted(() -> read(KEY, 0, 10));
        assertInterrupted(() -> store.putIfAbsent(new ObjectKey("locks/1"), TEXT));
        assertInterrupted(() -> list(""));
        assertInterrupted(() -> store.delete(KEY));
        assertThat(list("")).containsExactly(KEY.path());
    }

    private interface Call {
        Object run() throws InterruptedException;
    }

    private static void assertInterrupted(Call call) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(call::run).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static void assertInterrupted(VoidCall call) {
        assertInterrupted(
                () -> {
                    call.run();
                    return "done";
                });
    }

    private interface VoidCall {
        void run() throws InterruptedException;
    }

    @Test
    void anInterruptEndsAReadUnderWay() throws Exception {
        store.putIfAbsent(KEY, new byte[1 << 20]);

        assertThatThrownBy(
                        () ->
                                store.read(
                                        KEY,
                                        new ByteRange(0, 1 << 20),
                                        in -> {
                                            in.readNBytes(100);
                                            Thread.currentThread().interrupt();
                                            return in.readAllBytes();
                                        }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void theClockIsAboutRight() throws Exception {
        assertThat(Duration.between(store.now(), Instant.now()).abs())
                .isLessThan(Duration.ofMinutes(1));
    }
}
