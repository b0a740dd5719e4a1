package lifeboat.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lifeboat.engine.Platform;
import lifeboat.engine.store.ObjectStore.PutResult;
import lifeboat.engine.store.RetryingObjectStore.Wait;
import org.junit.jupiter.api.Test;

class RetryingObjectStoreTest extends ObjectStoreContract {

    private static final ObjectKey KEY = new ObjectKey("config");
    private static final byte[] TEXT = "text".getBytes(UTF_8);

    private final FlakyStore flaky = new FlakyStore();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Wait> waits = new ArrayList<>();

    @Override
    protected ObjectStore open() {
        return new RetryingObjectStore(
                flaky,
                RetryPolicy.PATIENT,
                new Platform(
                        Clock.systemUTC(), nanos::get, pause -> nanos.addAndGet(pause.toNanos())),
                new Random(7),
                waits::add);
    }

    @Test
    void aStoreThatIsAwayForThreeMinutesIsWaitedFor() throws Exception {
        open().putIfAbsent(KEY, TEXT);
        flaky.back = Duration.ofMinutes(3).toNanos();

        assertThat(open().readAll(KEY, 10)).isEqualTo(TEXT);

        assertThat(Duration.ofNanos(nanos.get()))
                .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(3).plusSeconds(30));
        assertThat(waits).extracting(Wait::failures).startsWith(1, 2, 3).hasSizeLessThan(40);
        assertThat(waits.getFirst().elapsed()).isZero();
        assertThat(waits.getLast().elapsed()).isGreaterThan(Duration.ofMinutes(2));
        assertThat(waits.getLast().reason()).hasMessage("away");
    }

    @Test
    void patienceEnds() {
        flaky.back = Long.MAX_VALUE;

        assertThatThrownBy(() -> open().readAll(KEY, 10))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageMatching("away \\(given up after \\d+ tries in \\d+ s\\)");
        assertThat(Duration.ofNanos(nanos.get()))
                .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
    }

    @Test
    void nothingButUnavailableIsRepeated() {
        assertThatThrownBy(() -> open().readAll(KEY, 10))
                .isInstanceOf(StoreException.Missing.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void aPutThatArrivedWithoutAnAnswerIsOurs() throws Exception {
        for (Content content : List.of(Content.of(TEXT), Content.of(TEXT, 2))) {
            flaky.delete(KEY);
            flaky.loseNextAnswer = true;

            assertThat(open().putIfAbsent(KEY, content)).isEqualTo(PutResult.CREATED);
            assertThat(flaky.readAll(KEY, 10)).hasSize(content.length());
        }
        assertThat(waits).hasSize(2);
    }

    @Test
    void anotherWritersObjectIsNotOurs() throws Exception {
        for (String other : List.of("else", "much longer")) {
            flaky.delete(KEY);
            flaky.failures.add(() -> flaky.memory.putIfAbsent(KEY, other.getBytes(UTF_8)));

            assertThat(open().putIfAbsent(KEY, TEXT)).isEqualTo(PutResult.EXISTS);
        }
    }

    @Test
    void everyCallIsRepeated() throws Exception {
        flaky.memory.putIfAbsent(KEY, TEXT);
        ObjectStore store = open();
        List<ObjectInfo> listing = new ArrayList<>();

        flaky.failures.add(() -> {});
        assertThat(store.read(KEY, new ByteRange(1, 2), InputStream::readAllBytes))
                .asString(UTF_8)
                .isEqualTo("ex");
        flaky.failures.add(() -> {});
        store.list(new KeyPrefix(""), listing::add);
        flaky.failures.add(() -> {});
        assertThat(store.now()).isNotNull();
        flaky.failures.add(() -> {});
        store.delete(KEY);

        assertThat(listing).extracting(ObjectInfo::key).containsExactly(KEY);
        assertThat(waits).hasSize(4);
    }

    @Test
    void aListingThatIsCutPassesNothingTwice() throws Exception {
        flaky.memory.putIfAbsent(KEY, TEXT);
        flaky.cutNextListing = true;

        List<ObjectInfo> listing = new ArrayList<>();
        open().list(new KeyPrefix(""), listing::add);
        assertThat(listing).hasSize(1);
    }

    @Test
    void delaysDoubleUpToTheCapAndAreSpread() {
        RetryPolicy policy =
                new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ZERO);
        for (int failures = 1; failures < 100; failures++) {
            int longest = failures < 5 ? 100 << (failures - 1) : 1000;
            int n = failures;
            Random random = new Random(1);
            List<Long> delays =
                    Stream.generate(() -> policy.delay(n, random).toMillis()).limit(200).toList();
            assertThat(delays)
                    .allMatch(delay -> delay >= 0 && delay <= longest)
                    .anyMatch(delay -> delay < longest / 4)
                    .anyMatch(delay -> delay > longest * 3 / 4);
        }
    }

    /** Memory that can be away, lose an answer, or cut a listing. */
    private final class FlakyStore implements ObjectStore {

        private interface Trouble {
            void strike() throws InterruptedException;
        }

        private final ObjectStore memory = new MemoryObjectStore(Clock.systemUTC());
        private final Deque<Trouble> failures = new ArrayDeque<>();
        private long back; // until then, by the test's ticker, away
        private boolean loseNextAnswer;
        private boolean cutNextListing;

        private void answerOrFail() throws InterruptedException {
            if (!failures.isEmpty()) {
                failures.remove().strike();
                throw new StoreException.Unavailable("struck", null);
            }
            if (nanos.get() < back) {
                throw new StoreException.Unavailable("away", null);
            }
        }

        @Override
        public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
            answerOrFail();
            PutResult result = memory.putIfAbsent(key, content);
            if (loseNextAnswer) {
                loseNextAnswer = false;
                throw new StoreException.Unavailable("lost", null);
            }
            return result;
        }

        @Override
        public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
                throws InterruptedException {
            answerOrFail();
            return memory.read(key, range, reader);
        }

        @Override
        public byte[] readAll(ObjectKey key, int maxBytes) throws InterruptedException {
            answerOrFail();
            return memory.readAll(key, maxBytes);
        }

        @Override
        public void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException {
            answerOrFail();
            memory.list(prefix, each);
            if (cutNextListing) {
                cutNextListing = false;
                throw new StoreException.Unavailable("cut", null);
            }
        }

        @Override
        public void delete(ObjectKey key) throws InterruptedException {
            answerOrFail();
            memory.delete(key);
        }

        @Override
        public Instant now() throws InterruptedException {
            answerOrFail();
            return memory.now();
        }

        @Override
        public String url() {
            return memory.url();
        }

        @Override
        public void close() {}
    }
}
