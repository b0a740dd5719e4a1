package lifeboat.engine.store.s3;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.Content;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectInfo;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.RangeStream;
import lifeboat.engine.store.StoreException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps objects in a bucket, at the names that restic gives them.
 *
 * <p>A call ends within the settings' timeouts, or as soon as its thread is interrupted; a platform
 * thread that waits for a silent socket notices only at the stall timeout, a virtual one at once.
 */
public final class S3ObjectStore implements ObjectStore {

    static final String GET = "s3:GetObject";
    private static final String PUT = "s3:PutObject";
    private static final String LIST = "s3:ListBucket";
    private static final String DELETE = "s3:DeleteObject";
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/");

    private final SdkHttpClient http;
    private final S3Client client;
    private final S3Target target;
    private final S3Settings settings;
    private final Clock clock;
    private final S3Failures failures;

    /** Set once the server has said that it can't create exclusively. */
    private volatile boolean unconditional;

    private S3ObjectStore(
            S3Target target, S3Settings settings, Clock clock, AwsCredentialsProvider credentials) {
        this.http = S3Clients.http(target, settings);
        this.client = S3Clients.open(target, http, credentials);
        this.target = target;
        this.settings = settings;
        this.clock = clock;
        this.failures = new S3Failures(target);
    }

    /**
     * Opens {@code target} with credentials from AWS's default chain: environment, profile, web
     * identity, container, EC2 instance. Says nothing to the server yet.
     *
     * @param clock for the time if the server should not tell its own
     */
    public static S3ObjectStore open(S3Target target, S3Settings settings, Clock clock) {
        return open(target, settings, clock, DefaultCredentialsProvider.builder().build());
    }

    static S3ObjectStore open(
            S3Target target, S3Settings settings, Clock clock, AwsCredentialsProvider credentials) {
        return new S3ObjectStore(target, settings, clock, new S3Credentials(credentials));
    }

    /**
     * {@inheritDoc}
     *
     * <p>By {@code If-None-Match}. A server that refuses it is asked first whether the object
     * exists; one that ignores it overwrites, which harms only if the bytes differ.
     */
    @Override
    public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
        return call(
                PUT,
                key.path(),
                () -> {
                    if (unconditional) {
                        return putUnlessSeen(key, content);
                    }
                    try {
                        put(key, content, r -> r.ifNoneMatch("*"));
                        return PutResult.CREATED;
                    } catch (S3Exception e) {
                        if (e.statusCode() == 412) {
                            return PutResult.EXISTS;
                        }
                        if (e.statusCode() != 501) {
                            throw e;
                        }
                        unconditional = true;
                        return putUnlessSeen(key, content);
                    }
                });
    }

    private PutResult putUnlessSeen(ObjectKey key, Content content) {
        try {
            client.headObject(r -> r.bucket(target.bucket()).key(target.name(key.path())));
            return PutResult.EXISTS;
        } catch (S3Exception e) {
            if (e.statusCode() != 404) {
                throw e;
            }
        }
        put(key, content, _ -> {});
        return PutResult.CREATED;
    }

    private void put(ObjectKey key, Content content, Consumer<PutObjectRequest.Builder> condition) {
        client.putObject(
                r ->
                        r.bucket(target.bucket())
                                .key(target.name(key.path()))
                                .contentMD5(md5(content))
                                .applyMutation(condition)
                                .overrideConfiguration(
                                        o ->
                                                o.apiCallAttemptTimeout(
                                                        settings.uploadTimeout(content.length()))),
                RequestBody.fromContentProvider(
                        content::stream, content.length(), "application/octet-stream"));
    }

    @Override
    public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
            throws InterruptedException {
        throwIfInterrupted();
        String header = "bytes=" + range.offset() + "-" + (range.end() - 1);
        try (var body = get(key, r -> r.range(header))) {
            requireRange(key, range, body.response());
            return new RangeStream(body, range.length()).feed(reader);
        } catch (IOException | SdkException e) {
            throw e instanceof S3Exception answer && answer.statusCode() == 416
                    ? new StoreException.Truncated(key, range, url())
                    : failures.translate(GET, key.path(), e);
        }
    }

    @Override
    public byte[] readAll(ObjectKey key, int maxBytes) throws InterruptedException {
        throwIfInterrupted();
        try (var body = get(key, _ -> {})) {
            byte[] content = body.readNBytes(Math.min(maxBytes, Integer.MAX_VALUE - 1) + 1);
            if (content.length > maxBytes) {
                throw new StoreException.TooLarge(key, maxBytes, url());
            }
            return content;
        } catch (IOException | SdkException e) {
            throw failures.translate(GET, key.path(), e);
        }
    }

    private ResponseInputStream<GetObjectResponse> get(
            ObjectKey key, Consumer<GetObjectRequest.Builder> more) {
        try {
            return client.getObject(
                    r ->
                            r.bucket(target.bucket())
                                    .key(target.name(key.path()))
                                    .applyMutation(more));
        } catch (S3Exception e) {
            if (e.statusCode() == 404 && !S3Failures.code(e).equals("NoSuchBucket")) {
                throw new StoreException.Missing(key, url());
            }
            throw e;
        }
    }

    private void requireRange(ObjectKey key, ByteRange range, GetObjectResponse answer)
            throws IOException {
        Matcher answered =
                CONTENT_RANGE.matcher(Objects.requireNonNullElse(answer.contentRange(), ""));
        if (!answered.lookingAt()) {
            throw new StoreException.Refused(
                    target.endpoint() + " does not answer ranges",
                    "check that the URL is that of an S3 server",
                    null);
        }
        if (Long.parseLong(answered.group(1)) != range.offset()) {
            throw new IOException("asked for " + range + ", got " + answer.contentRange());
        }
        if (Long.parseLong(answered.group(2)) < range.end() - 1) {
            throw new StoreException.Truncated(key, range, url());
        }
    }

    @Override
    public void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException {
        Optional<String> token = Optional.empty();
        do {
            Optional<String> from = token;
            ListObjectsV2Response page =
                    listPage(prefix, r -> r.continuationToken(from.orElse(null)));
            for (S3Object object : page.contents()) {
                String path = object.key().substring(target.name("").length());
                if (ObjectKey.isValid(path)) { // not so what consoles make to show a folder: a/
                    each.accept(
                            new ObjectInfo(
                                    new ObjectKey(path), object.size(), object.lastModified()));
                }
            }
            token = Optional.ofNullable(page.nextContinuationToken());
            if (page.isTruncated() && token.isEmpty()) {
                throw new StoreException.Unavailable(
                        "a page of the listing of " + url() + " doesn't name the next", null);
            }
        } while (token.isPresent());
    }

    private ListObjectsV2Response listPage(
            KeyPrefix prefix, Consumer<ListObjectsV2Request.Builder> more)
            throws InterruptedException {
        ListObjectsV2Response page =
                call(
                        LIST,
                        prefix.path(),
                        () ->
                                client.listObjectsV2(
                                        r ->
                                                r.bucket(target.bucket())
                                                        .prefix(target.name(prefix.path()))
                                                        .applyMutation(more)));
        if (page.isTruncated() == null) { // another document: the SDK reads it as an empty listing
            throw new StoreException.Unavailable(
                    "the answer to the listing of " + url() + " is not a listing", null);
        }
        return page;
    }

    @Override
    public void delete(ObjectKey key) throws InterruptedException {
        call(
                DELETE,
                key.path(),
                () -> {
                    try {
                        return client.deleteObject(
                                r -> r.bucket(target.bucket()).key(target.name(key.path())));
                    } catch (S3Exception e) {
                        if (S3Failures.code(e).equals("NoSuchKey")) { // AWS itself answers 204
                            return key;
                        }
                        throw e;
                    }
                });
    }

    /** {@inheritDoc} Asks by a listing of one object, which any credentials for backups may do. */
    @Override
    public Instant now() throws InterruptedException {
        return listPage(new KeyPrefix(""), r -> r.maxKeys(1))
                .sdkHttpResponse()
                .firstMatchingHeader("Date")
                .flatMap(S3ObjectStore::httpDate)
                .orElseGet(clock::instant);
    }

    private static Optional<Instant> httpDate(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String url() {
        return target.url();
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }

    private <T> T call(String action, String path, Supplier<T> request)
            throws InterruptedException {
        throwIfInterrupted();
        try {
            return request.get();
        } catch (SdkException e) {
            throw failures.translate(action, path, e);
        }
    }

    private static String md5(Content content) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(content.buffer());
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
