package lifeboat.engine.store.s3;

import static lifeboat.engine.store.s3.MisbehavingS3.error;
import static lifeboat.engine.store.s3.MisbehavingS3.errorXml;
import static lifeboat.engine.store.s3.MisbehavingS3.hangUp;
import static lifeboat.engine.store.s3.MisbehavingS3.range;
import static lifeboat.engine.store.s3.MisbehavingS3.reset;
import static lifeboat.engine.store.s3.MisbehavingS3.silence;
import static lifeboat.engine.store.s3.MisbehavingS3.stallAfter;
import static lifeboat.engine.store.s3.MisbehavingS3.status;
import static lifeboat.engine.store.s3.MisbehavingS3.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import lifeboat.engine.Platform;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.ObjectStore.PutResult;
import lifeboat.engine.store.RetryPolicy;
import lifeboat.engine.store.RetryingObjectStore;
import lifeboat.engine.store.StoreException;
import lifeboat.engine.store.s3.MisbehavingS3.Answer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Every way in which S3 fails, against the real SDK and a server that fails so. */
@Timeout(50)
class S3FaultTest {

    private static final ObjectKey KEY = new ObjectKey("data/ab/abcd");
    private static final byte[] CONTENT = new byte[100_000];
    private static final ByteRange RANGE = new ByteRange(0, CONTENT.length);
    private static final Answer WHOLE = range(CONTENT, CONTENT.length, CONTENT.length);
    private static final Duration PATIENT = Duration.ofMinutes(1);
    private static final Duration STALL = Duration.ofMillis(300);
    private static final String EMPTY_LISTING =
            "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

    static {
        new Random(1).nextBytes(CONTENT);
    }

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-23T02:00:00Z"), ZoneOffset.UTC);
    private MisbehavingS3 server;
    private ObjectStore store;

    @BeforeEach
    void startServer() throws Exception {
        server = new MisbehavingS3();
        store = open(server.target());
    }

    @AfterEach
    void stopServer() throws Exception {
        store.close();
        server.close();
    }

    /** Takes nothing for a stall: a busy machine may be slow, and the first call is. */
    private ObjectStore open(S3Target target) {
        return open(target, PATIENT);
    }

    private ObjectStore open(S3Target target, Duration stallTimeout) {
        return S3ObjectStore.open(
                target,
                settings(stallTimeout),
                clock,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
    }

    private static S3Settings settings(Duration stallTimeout) {
        return new S3Settings(2, Duration.ofSeconds(10), stallTimeout, 50_000_000);
    }

    private ObjectStore retrying() {
        AtomicLong nanos = new AtomicLong();
        return new RetryingObjectStore(
                store,
                RetryPolicy.PATIENT,
                new Platform(clock, nanos::get, pause -> nanos.addAndGet(pause.toNanos())),
                new Random(1),
                _ -> {});
    }

    private static byte[] read(ObjectStore store) throws InterruptedException {
        return store.read(KEY, RANGE, InputStream::readAllBytes);
    }

    static Stream<Named<Answer>> passingFaults() {
        return Stream.of(
                Named.of("500", error(500, "InternalError")),
                Named.of("503", error(503, "SlowDown")),
                Named.of("503 without a body", status(503, "")),
                Named.of("502 of a proxy", status(502, "<html>Bad Gateway</html>")),
                Named.of("429", status(429, "")),
                Named.of("400 RequestTimeout", error(400, "RequestTimeout")),
                Named.of("409 of two writers", error(409, "ConditionalRequestConflict")),
                Named.of("hung up", hangUp()),
                Named.of("reset", reset()));
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void aPassingFaultIsUnavailableToEveryCallAndHeals(Answer fault) throws Exception {
        server.then(fault, fault, fault, fault);
        assertUnavailable(() -> store.readAll(KEY, 10));
        assertUnavailable(() -> store.putIfAbsent(KEY, CONTENT));
        assertUnavailable(() -> store.list(new KeyPrefix(""), _ -> {}));
        assertUnavailable(() -> store.delete(KEY));

        server.then(fault, fault, WHOLE);
        assertThat(read(retrying())).isEqualTo(CONTENT);
        server.then(fault, status(200, ""));
        assertThat(retrying().putIfAbsent(KEY, CONTENT)).isEqualTo(PutResult.CREATED);
    }

    static Stream<Named<Answer>> badBodies() {
        int all = CONTENT.length;
        return Stream.of(
                Named.of("cut before the first byte", range(CONTENT, all, 0)),
                Named.of("cut in the middle", range(CONTENT, all, all / 2)),
                Named.of("cut before the last byte", range(CONTENT, all, all - 1)),
                Named.of("promised too short", range(CONTENT, all / 2, all / 2)));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void aBodyThatEndsEarlyIsUnavailableAndHeals(Answer fault) throws Exception {
        server.then(fault);
        assertUnavailable(() -> read(store));

        server.then(fault, fault, WHOLE);
        assertThat(read(retrying())).isEqualTo(CONTENT);
    }

    @Test
    void aServerThatFallsSilentIsUnavailable() throws Exception {
        server.then(
                stallAfter(CONTENT, CONTENT.length, CONTENT.length / 2),
                silence(),
                silence(),
                silence(),
                silence());
        try (ObjectStore impatient = open(server.target(), STALL)) {
            assertUnavailable(() -> read(impatient));
            assertUnavailable(() -> impatient.readAll(KEY, 10));
            assertUnavailable(() -> impatient.putIfAbsent(KEY, CONTENT));
            assertUnavailable(() -> impatient.list(new KeyPrefix(""), _ -> {}));
            assertUnavailable(() -> impatient.delete(KEY));
        }
    }

    @Test
    void aCutWholeObjectIsUnavailable() {
        server.then(whole(CONTENT, CONTENT.length - 1));

        assertUnavailable(() -> store.readAll(KEY, CONTENT.length));
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(StoreException.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, s3:GetObject on bucket bucket",
        "403, '', s3:GetObject on bucket bucket",
        "403, InvalidAccessKeyId, access key",
        "403, SignatureDoesNotMatch, secret access key",
        "403, RequestTimeTooSkewed, clock",
        "400, ExpiredToken, token has expired",
        "400, AuthorizationHeaderMalformed, set AWS_REGION=eu-west-1",
        "301, PermanentRedirect, s3:s3.eu-west-1.amazonaws.com/BUCKET/PREFIX",
    })
    void whatNeedsAPersonIsDeniedWithAdvice(int status, String code, String advice) {
        server.then(error(status, code, "x-amz-bucket-region: eu-west-1"));

        var denied = catchThrowableOfType(StoreException.Denied.class, () -> read(store));
        assertThat(denied)
                .hasMessageContainingAll(
                        "s3:GetObject of home/data/ab/abcd", status + " " + code, "REQ42");
        assertThat(denied.next()).contains(advice);
        assertThat(server.requests).as("the SDK repeats nothing").hasSize(1);
    }

    @Test
    void anArchivedObjectIsRefusedWithAdvice() {
        server.then(error(403, "InvalidObjectState"));

        var refused = catchThrowableOfType(StoreException.Refused.class, () -> read(store));
        assertThat(refused.next()).contains("Glacier");
    }

    @Test
    void anUnknownAnswerIsRefused() {
        server.then(status(418, "short and stout"));

        assertThatThrownBy(() -> read(store))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("418");
    }

    @Test
    void aMissingBucketIsNoPlaceAndAMissingObjectIsMissing() {
        server.then(error(404, "NoSuchBucket"), error(404, "NoSuchKey"), status(404, ""));

        assertThatThrownBy(() -> read(store)).isInstanceOf(StoreException.NoSuchPlace.class);
        assertThatThrownBy(() -> read(store)).isInstanceOf(StoreException.Missing.class);
        assertThatThrownBy(() -> read(store)).isInstanceOf(StoreException.Missing.class);
    }

    @Test
    void anObjectShorterThanTheRangeIsTruncated() {
        byte[] half = Arrays.copyOf(CONTENT, 50);
        server.then(error(416, "InvalidRange"), range(half, 50, 50));

        assertThatThrownBy(() -> read(store)).isInstanceOf(StoreException.Truncated.class);
        assertThatThrownBy(() -> read(store)).isInstanceOf(StoreException.Truncated.class);
    }

    @Test
    void aServerWithoutRangesIsRefused() {
        server.then(status(200, "the whole object"));

        assertThatThrownBy(() -> read(store))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("does not answer ranges");
    }

    static Stream<Named<String>> noListings() {
        return Stream.of(
                Named.of("an error under status 200", errorXml("InternalError")),
                Named.of("a captive portal", "<html><body>Please log in</body></html>"),
                Named.of("garbage", "}{ not xml"),
                Named.of("nothing", ""),
                Named.of("half a listing", "<ListBucketResult><IsTruncated>false"),
                Named.of(
                        "a page without the next one's name",
                        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"));
    }

    /** An empty listing in its place would say that the repository has lost all its packs. */
    @ParameterizedTest
    @MethodSource("noListings")
    void whatIsNoListingIsNeverAnEmptyOne(String body) throws Exception {
        server.then(status(200, body));
        assertUnavailable(() -> store.list(new KeyPrefix("data/"), _ -> {}));

        server.then(status(200, body), status(200, EMPTY_LISTING));
        List<Object> listing = new ArrayList<>();
        retrying().list(new KeyPrefix("data/"), listing::add);
        assertThat(listing).isEmpty();
    }

    @Test
    void aListingThatFailsOnItsSecondPagePassesNothingTwice() throws Exception {
        String first =
                """
                <ListBucketResult><IsTruncated>true</IsTruncated>\
                <NextContinuationToken>t</NextContinuationToken>%s</ListBucketResult>\
                """
                        .formatted(contents("home/data/1") + contents("home/data/"));
        String last =
                "<ListBucketResult><IsTruncated>false</IsTruncated>%s</ListBucketResult>"
                        .formatted(contents("home/data/2"));
        server.then(
                status(200, first), error(503, "SlowDown"), status(200, first), status(200, last));

        List<String> listed = new ArrayList<>();
        retrying().list(new KeyPrefix("data/"), info -> listed.add(info.key().path()));

        assertThat(listed).containsExactly("data/1", "data/2");
        assertThat(server.requests.getLast().line()).contains("continuation-token=t");
    }

    private static String contents(String key) {
        return ("<Contents><Key>%s</Key><Size>1</Size><LastModified>2026-11-23T01:00:00.000Z"
                        + "</LastModified></Contents>")
                .formatted(key);
    }

    @Test
    void aTakenNameExistsAndNeverNeedsALook() throws Exception {
        server.then(error(412, "PreconditionFailed"));

        assertThat(store.putIfAbsent(KEY, CONTENT)).isEqualTo(PutResult.EXISTS);
        Map<String, String> headers = server.requests.getFirst().headers();
        assertThat(headers)
                .containsEntry("if-none-match", "*")
                .containsEntry("content-length", "100000")
                .containsKey("content-md5")
                .doesNotContainKeys("x-amz-trailer", "content-encoding", "expect");
    }

    @Test
    void aServerWithoutConditionsIsAskedFirstEverAfter() throws Exception {
        server.then(
                error(501, "NotImplemented"),
                status(404, ""),
                status(200, ""),
                status(200, "", "ETag: \"x\""));

        assertThat(store.putIfAbsent(KEY, CONTENT)).isEqualTo(PutResult.CREATED);
        assertThat(store.putIfAbsent(KEY, CONTENT)).isEqualTo(PutResult.EXISTS);

        assertThat(server.requests)
                .extracting(MisbehavingS3.Request::method)
                .containsExactly("PUT", "HEAD", "PUT", "HEAD");
        assertThat(server.requests.get(2).headers()).doesNotContainKey("if-none-match");
    }

    @Test
    void deletingWhatIsNotThereSucceeds() throws Exception {
        server.then(error(404, "NoSuchKey"), status(204, ""));

        store.delete(KEY);
        store.delete(KEY);

        assertThat(server.requests).hasSize(2);
    }

    @Test
    void aPutWhoseAnswerWasLostIsOurs() throws Exception {
        server.then(hangUp(), error(412, "PreconditionFailed"), whole(CONTENT, CONTENT.length));

        assertThat(retrying().putIfAbsent(KEY, CONTENT)).isEqualTo(PutResult.CREATED);
    }

    @Test
    void aServerThatStopsReadingIsUnavailable() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, loopback());
                ObjectStore impatient = open(loopbackTarget(deaf.getLocalPort()), STALL)) {
            assertUnavailable(() -> impatient.putIfAbsent(KEY, new byte[16 << 20]));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void aPortWhereNobodyListensIsUnavailable() throws Exception {
        ServerSocket free = new ServerSocket(0, 1, loopback());
        free.close();
        S3Target nobody = loopbackTarget(free.getLocalPort());
        try (ObjectStore store = open(nobody)) {
            assertThatThrownBy(() -> read(store))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContainingAll(nobody.endpoint().toString(), "refused");
        }
    }

    @Test
    void anUnknownHostIsUnavailable() {
        try (ObjectStore store = open(S3Target.parse("s3:https://s3.invalid/bucket"))) {
            assertThatThrownBy(() -> read(store))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContainingAll("https://s3.invalid", "can't be resolved");
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsRefused(@TempDir Path folder) throws Exception {
        HttpsServer stranger = HttpsServer.create(new InetSocketAddress(loopback(), 0), 0);
        stranger.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder)));
        stranger.start();
        String url = "s3:https://127.0.0.1:" + stranger.getAddress().getPort() + "/bucket";
        try (ObjectStore store = open(S3Target.parse(url))) {
            assertThatThrownBy(() -> read(store))
                    .isInstanceOfSatisfying(
                            StoreException.Refused.class,
                            e -> assertThat(e.next()).contains("trust store"))
                    .hasMessageContaining("not trusted");
        } finally {
            stranger.stop(0);
        }
    }

    private static SSLContext selfSigned(Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        char[] password = "changeit".toCharArray();
        int exit =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=stranger",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start()
                        .waitFor();
        assertThat(exit).isZero();
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(KeyStore.getInstance(file.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static S3Target loopbackTarget(int port) {
        return S3Target.parse("s3:http://127.0.0.1:" + port + "/bucket");
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    @Test
    void readsShareAConnectionUnlessTheyStopEarly() throws Exception {
        server.then(WHOLE, WHOLE, WHOLE, WHOLE, WHOLE);

        read(store);
        read(store);
        store.read(KEY, RANGE, in -> in.readNBytes(CONTENT.length));
        assertThat(server.connections).hasValue(1);

        store.read(KEY, RANGE, in -> in.readNBytes(10));
        read(store);
        assertThat(server.connections).as("the unread rest was not drained").hasValue(2);
    }

    @Test
    void aStalledBodyIsLeftAtOnce() throws Exception {
        Answer stall = stallAfter(CONTENT, CONTENT.length, 10);
        server.then(stall, stall);

        store.read(KEY, RANGE, InputStream::read); // else it takes the stall timeout

        // The SDK closes bodies itself, too: of threads that it finds interrupted.
        SdkHttpFullRequest request =
                SdkHttpFullRequest.builder()
                        .uri(server.target().endpoint())
                        .method(SdkHttpMethod.GET)
                        .build();
        try (SdkHttpClient http = S3Clients.http(server.target(), settings(PATIENT))) {
            var response =
                    http.prepareRequest(HttpExecuteRequest.builder().request(request).build());
            response.call().responseBody().orElseThrow().close();
        }
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void putsShareAConnection() throws Exception {
        server.then(status(200, ""), status(200, ""), status(204, ""), status(200, ""));

        store.putIfAbsent(KEY, CONTENT);
        store.putIfAbsent(KEY, CONTENT);
        store.delete(KEY);
        store.putIfAbsent(KEY, CONTENT);

        assertThat(server.connections).hasValue(1);
    }

    @Test
    void aVirtualThreadIsInterruptedWhileTheServerIsSilent() throws Exception {
        server.then(stallAfter(CONTENT, CONTENT.length, 10));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread reader =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        read(store);
                                    } catch (Throwable t) {
                                        failure.set(t);
                                    }
                                });
        while (server.requests.isEmpty()) {
            Thread.onSpinWait();
        }
        reader.interrupt();
        reader.join();
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void theClockIsTheServers() throws Exception {
        server.then(
                status(200, EMPTY_LISTING, "Date: Mon, 23 Nov 2026 01:23:45 GMT"),
                status(200, EMPTY_LISTING),
                status(200, EMPTY_LISTING, "Date: yesterday"));

        assertThat(store.now()).isEqualTo("2026-11-23T01:23:45Z");
        assertThat(store.now()).isEqualTo(clock.instant());
        assertThat(store.now()).isEqualTo(clock.instant());
    }
}
