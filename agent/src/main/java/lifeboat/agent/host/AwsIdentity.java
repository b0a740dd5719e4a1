package lifeboat.agent.host;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Proves who this host is to AWS: signs a call of {@code sts:GetCallerIdentity} and does not make
 * it. Whoever is given it can make it, and hears from AWS which role signed.
 */
public final class AwsIdentity {

    /** Signed with the rest, so that what one controller was given is worth nothing to another. */
    static final String CONTROLLER_HEADER = "X-Lifeboat-Controller";

    private static final String BODY = "Action=GetCallerIdentity&Version=2011-06-15";

    private final AwsCredentialsProvider credentials;
    private final Clock clock;

    AwsIdentity(AwsCredentialsProvider credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** With the credentials that every AWS program finds on this host. */
    public static AwsIdentity ofThisHost(Clock clock) {
        return new AwsIdentity(DefaultCredentialsProvider.builder().build(), clock);
    }

    /**
     * The signed call; good for a quarter of an hour, as AWS has it.
     *
     * @param headers names in lower case, each with its one value
     */
    public record SignedCall(String url, Map<String, String> headers, String body) {}

    /** There are no credentials on this host. */
    public static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(Throwable cause) {
            super("this host has no AWS credentials: " + cause.getMessage(), cause);
        }
    }

    /**
     * Signs for one controller.
     *
     * @param endpoint of STS in {@code region}
     * @throws Missing if there is nothing to sign with
     */
    public SignedCall sign(URI endpoint, String region, String caSha256) {
        AwsCredentialsIdentity who;
        try {
            who = credentials.resolveCredentials();
        } catch (SdkClientException e) {
            throw new Missing(e);
        }
        SdkHttpRequest call =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(endpoint)
                        .putHeader(
                                "Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .putHeader(CONTROLLER_HEADER, caSha256)
                        .build();
        SignedRequest signed =
                AwsV4HttpSigner.create()
                        .sign(
                                request ->
                                        request.identity(who)
                                                .request(call)
                                                .payload(ContentStreamProvider.fromUtf8String(BODY))
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                                                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                                                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        Map<String, String> headers = new TreeMap<>();
        signed.request()
                .forEachHeader(
                        (name, values) ->
                                headers.put(
                                        name.toLowerCase(java.util.Locale.ROOT),
                                        String.join(",", values)));
        return new SignedCall(signed.request().getUri().toString(), headers, BODY);
    }
}
