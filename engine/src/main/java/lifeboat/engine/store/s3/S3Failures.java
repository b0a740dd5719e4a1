package lifeboat.engine.store.s3;

import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import lifeboat.engine.store.StoreException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Says what a failure of S3 means for the caller.
 *
 * <p>Codes from the Amazon S3 API Reference, "Error responses", read by their names first, as other
 * servers send them with other statuses; what has no known code is told by its status.
 */
final class S3Failures {

    private final S3Target target;

    S3Failures(S3Target target) {
        this.target = target;
    }

    /**
     * Translates {@code failure} of a call.
     *
     * @param action as IAM names it, such as {@code s3:GetObject}
     * @param path below the target's prefix
     * @throws InterruptedException if the call failed because the thread was interrupted
     */
    StoreException translate(String action, String path, Exception failure)
            throws InterruptedException {
        if (Thread.interrupted() || failure instanceof AbortedException) {
            throw new InterruptedException();
        }
        String call = action + " of " + target.name(path);
        return failure instanceof AwsServiceException answer
                ? refusal(action, call, answer)
                : silence(call, failure);
    }

    private StoreException refusal(String action, String call, AwsServiceException e) {
        String code = code(e);
        String message = call + " at " + target.url() + " was answered " + describe(e);
        return switch (code) {
            case "NoSuchBucket" ->
                    new StoreException.NoSuchPlace(
                            "there is no bucket " + target.bucket() + " at " + target.endpoint(),
                            "check the URL, or create the bucket",
                            e);
            case "InvalidObjectState" ->
                    new StoreException.Refused(
                            message,
                            "the object is archived (Glacier): restore it from its storage class"
                                    + " with \"aws s3api restore-object\", then repeat",
                            e);
            case "InvalidAccessKeyId" ->
                    denied(message, "this server doesn't know the access key: check it", e);
            case "SignatureDoesNotMatch" -> denied(message, "check the secret access key", e);
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                    denied(message, "the session's token has expired: get a new one", e);
            case "RequestTimeTooSkewed", "RequestExpired" ->
                    denied(message, "set this host's clock (NTP), then repeat", e);
            case "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect" ->
                    denied(message, regionAdvice(e), e);
            case "AccessDenied", "AllAccessDisabled" -> denied(message, policyAdvice(action), e);
            case "RequestTimeout",
                    "IncompleteBody",
                    "BadDigest",
                    "XAmzContentSHA256Mismatch",
                    "InternalError",
                    "ServiceUnavailable",
                    "SlowDown",
                    "Throttling",
                    "ThrottlingException",
                    "RequestLimitExceeded",
                    "OperationAborted",
                    "ConditionalRequestConflict" ->
                    new StoreException.Unavailable(message, e);
            default -> byStatus(action, message, e);
        };
    }

    private StoreException byStatus(String action, String message, AwsServiceException e) {
        return switch (e.statusCode()) {
            case 301, 307 -> denied(message, regionAdvice(e), e);
            case 401, 403 -> denied(message, policyAdvice(action), e);
            case 404 -> new StoreException.NoSuchPlace(message, "check the URL and the bucket", e);
            // 200: an error in the place of the answer, sent after the head was under way
            case 200, 408, 409, 425, 429, 500, 502, 503, 504, 509, 529 ->
                    new StoreException.Unavailable(message, e);
            default ->
                    new StoreException.Refused(
                            message, "check that the URL is that of an S3 server", e);
        };
    }

    private StoreException silence(String call, Exception e) {
        Throwable root = root(e);
        String message = call + " got no answer from " + target.endpoint() + ": ";
        if (root instanceof CertificateException
                || root instanceof CertPathBuilderException
                || root instanceof CertPathValidatorException
                || root instanceof SSLPeerUnverifiedException) {
            return new StoreException.Refused(
                    message + "its certificate is not trusted: " + root.getMessage(),
                    "add its certificate authority to Java's trust store"
                            + " (-Djavax.net.ssl.trustStore)",
                    e);
        }
        String reason =
                root instanceof UnknownHostException
                        ? "its name can't be resolved"
                        : Objects.requireNonNullElse(root.getMessage(), root.toString());
        return new StoreException.Unavailable(message + reason, e);
    }

    private static StoreException denied(String message, String next, AwsServiceException e) {
        return new StoreException.Denied(message, next, e);
    }

    private String policyAdvice(String action) {
        return "allow %s on bucket %s to these credentials%s"
                .formatted(
                        action,
                        target.bucket(),
                        action.equals(S3ObjectStore.GET)
                                ? " (without s3:ListBucket, a missing object is answered so too)"
                                : "");
    }

    private static String regionAdvice(AwsServiceException e) {
        return details(e)
                .flatMap(d -> d.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
                .map(
                        region ->
                                "the bucket is in region %1$s: set AWS_REGION=%1$s, or write"
                                                .formatted(region)
                                        + " s3:s3."
                                        + region
                                        + ".amazonaws.com/BUCKET/PREFIX")
                .orElse("the bucket is in another region: set AWS_REGION, or name it in the URL");
    }

    private static String describe(AwsServiceException e) {
        String id = Objects.requireNonNullElse(e.requestId(), "none");
        return "%d %s (request id %s)".formatted(e.statusCode(), code(e), id).replace("  ", " ");
    }

    static String code(AwsServiceException e) {
        return details(e).map(AwsErrorDetails::errorCode).orElse("");
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails());
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
