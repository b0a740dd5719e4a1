package lifeboat.engine.store.s3;

import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Sets up the SDK's client. */
final class S3Clients {

    private S3Clients() {}

    /**
     * @param http see {@link #http}; the caller closes it
     */
    static S3Client open(S3Target target, SdkHttpClient http, AwsCredentialsProvider credentials) {
        S3ClientBuilder builder =
                S3Client.builder()
                        .credentialsProvider(credentials)
                        .region(Region.of(region(target, System::getenv)))
                        .forcePathStyle(target.isPathStyle())
                        .disableS3ExpressSessionAuth(true)
                        .defaultsMode(DefaultsMode.STANDARD)
                        // Checksum trailers break some servers, and every byte is authenticated
                        // by the repository's format anyway.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(
                                S3Configuration.builder()
                                        .chunkedEncodingEnabled(false)
                                        .expectContinueEnabled(false)
                                        .useArnRegionEnabled(false)
                                        .multiRegionEnabled(false)
                                        .build())
                        .overrideConfiguration(
                                o ->
                                        o.retryStrategy(AwsRetryStrategy.doNotRetry())
                                                .defaultProfileFile(
                                                        ProfileFile.aggregator().build()))
                        .httpClient(http);
        if (target.isGlobal()) {
            builder.crossRegionAccessEnabled(true); // finds the bucket's region, as restic does
        } else {
            builder.endpointOverride(target.endpoint());
        }
        return builder.build();
    }

    /** Apache's: the JDK's older client can't drop a body, and its pool is the whole process's. */
    static SdkHttpClient http(S3Target target, S3Settings settings) {
        Apache5HttpClient.Builder builder =
                Apache5HttpClient.builder()
                        .maxConnections(settings.connections())
                        .connectionTimeout(settings.connectTimeout())
                        .connectionAcquisitionTimeout(settings.stallTimeout())
                        .socketTimeout(settings.stallTimeout())
                        .tcpKeepAlive(true);
        if (!target.isEncrypted()) {
            // Trusts nobody, which nobody notices, and saves reading the trust store: 0.1 s of CPU.
            builder.tlsTrustManagersProvider(() -> new TrustManager[0]);
        }
        return new DroppingHttpClient(builder.build());
    }

    /** The endpoint's region, else what the environment or the profile says, else us-east-1. */
    static String region(S3Target target, UnaryOperator<String> environment) {
        return target.region()
                .or(() -> Optional.ofNullable(environment.apply("AWS_REGION")))
                .or(() -> Optional.ofNullable(environment.apply("AWS_DEFAULT_REGION")))
                .or(S3Clients::profileRegion)
                .orElse("us-east-1"); // what servers that are not AWS's mostly call theirs
    }

    private static Optional<String> profileRegion() {
        try {
            return Optional.ofNullable(new AwsProfileRegionProvider().getRegion()).map(Region::id);
        } catch (SdkClientException e) { // there is no profile
            return Optional.empty();
        }
    }
}
