package lifeboat.engine.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.ObjectStoreContract;
import lifeboat.engine.store.StoreException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreIT extends ObjectStoreContract {

    private static final byte[] TEXT = "text".getBytes(UTF_8);
    private static final AtomicInteger PREFIXES = new AtomicInteger();
    private static S3Server server;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected ObjectStore open() {
        return server.open("jenkins/" + PREFIXES.incrementAndGet());
    }

    @Test
    void aListingGoesOnBehindItsFirstPage() throws Exception {
        try (ObjectStore store = open()) {
            List<String> paths =
                    IntStream.range(0, 1001).mapToObj("data/ab/%04d"::formatted).toList();
            for (String path : paths) {
                store.putIfAbsent(new ObjectKey(path), TEXT);
            }

            List<String> listed = new ArrayList<>();
            store.list(new KeyPrefix("data/"), info -> listed.add(info.key().path()));
            assertThat(listed).containsExactlyInAnyOrderElementsOf(paths);
        }
    }

    @Test
    void aBucketsRootIsAPlaceToo() throws Exception {
        try (ObjectStore store = server.open("")) {
            store.putIfAbsent(new ObjectKey("config"), TEXT);
            assertThat(store.readAll(new ObjectKey("config"), 10)).isEqualTo(TEXT);
            assertThat(store.url()).endsWith("/bucket");
        }
    }

    @Test
    void aMissingBucketIsNoPlace() {
        S3Target target = S3Target.parse(server.url("x").replace("/bucket/", "/no-bucket/"));
        try (ObjectStore store = S3Server.open(target, "testsecret")) {
            ObjectKey key = new ObjectKey("config");
            assertNoPlace(() -> store.list(new KeyPrefix(""), _ -> {}));
            assertNoPlace(() -> store.readAll(key, 10));
            assertNoPlace(() -> store.putIfAbsent(key, TEXT));
            assertNoPlace(store::now);
        }
    }

    private static void assertNoPlace(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreException.NoSuchPlace.class)
                .hasMessageContaining("there is no bucket no-bucket");
    }

    @Test
    void aWrongSecretIsDenied() {
        try (ObjectStore store = S3Server.open(S3Target.parse(server.url("x")), "wrong")) {
            assertThatThrownBy(() -> store.readAll(new ObjectKey("config"), 10))
                    .isInstanceOfSatisfying(
                            StoreException.Denied.class,
                            e -> assertThat(e.next()).contains("secret access key"));
        }
    }
}
