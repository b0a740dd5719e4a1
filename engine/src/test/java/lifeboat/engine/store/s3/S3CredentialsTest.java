package lifeboat.engine.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lifeboat.engine.store.s3.MisbehavingS3.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Where credentials come from, each place played by a stub on loopback. What a process finds in
 * variables of its environment is given as the SDK's system properties of the same meaning.
 */
@Timeout(30)
class S3CredentialsTest {

    private static final ObjectKey KEY = new ObjectKey("config");
    private static final String JSON =
            """
            {"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "%s", "SecretAccessKey": "s",
             "Token": "token-%1$s", "LastUpdated": "2026-11-23T00:00:00Z",
             "Expiration": "2126-11-23T00:00:00Z"}
            """;

    @TempDir Path home;
    private final List<String> properties = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private MisbehavingS3 s3;
    private HttpServer stub;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                Stream.of("AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_PROFILE")
                        .allMatch(name -> System.getenv(name) == null),
                "skipped: this environment has AWS credentials of its own");
        s3 = new MisbehavingS3();
        stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.start();
        set("aws.sharedCredentialsFile", home.resolve("credentials").toString());
        set("aws.configFile", home.resolve("config").toString());
        set("aws.disableEc2Metadata", "true");
    }

    @AfterEach
    void stop() throws IOException {
        properties.forEach(System::clearProperty);
        if (stub != null) {
            stub.stop(0);
            s3.close();
        }
    }

    private void set(String property, String value) {
        System.setProperty(property, value);
        properties.add(property);
    }

    private String stubUrl(String path) {
        return "http://127.0.0.1:" + stub.getAddress().getPort() + path;
    }

    private void answer(String path, String body) {
        stub.createContext(
                path,
                exchange -> {
                    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    byte[] bytes = body.getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    private ObjectStore open() {
        return S3ObjectStore.open(s3.target(), S3Settings.of(2), Clock.systemUTC());
    }

    private Map<String, String> headersOfARead() throws InterruptedException {
        s3.then(status(200, "text"));
        try (ObjectStore store = open()) {
            assertThat(store.readAll(KEY, 10)).asString(UTF_8).isEqualTo("text");
        }
        return s3.requests.getLast().headers();
    }

    private void assertSignedBy(String accessKey) throws InterruptedException {
        Map<String, String> headers = headersOfARead();
        assertThat(headers.get("authorization")).contains("Credential=" + accessKey + "/");
        assertThat(headers).containsEntry("x-amz-security-token", "token-" + accessKey);
    }

    @Test
    void anEcsTaskHasItsRole() throws Exception {
        set("aws.containerCredentialsFullUri", stubUrl("/v2/credentials/uuid"));
        answer("/v2/credentials/uuid", JSON.formatted("ECSKEY"));

        assertSignedBy("ECSKEY");
        assertThat(asked).containsExactly("GET /v2/credentials/uuid");
    }

    @Test
    void anEc2InstanceHasItsRole() throws Exception {
        set("aws.disableEc2Metadata", "false");
        set("aws.ec2MetadataServiceEndpoint", stubUrl(""));
        String base = "/latest/meta-data/iam/security-credentials/";
        answer("/latest/api/token", "session");
        answer(base, "backup-role");
        answer(base + "backup-role", JSON.formatted("EC2KEY"));

        assertSignedBy("EC2KEY");
        assertThat(asked)
                .containsExactly(
                        "PUT /latest/api/token", "GET " + base, "GET " + base + "backup-role");
    }

    @Test
    void aWebIdentityIsExchangedForARole() throws Exception {
        Path token = Files.writeString(home.resolve("token"), "jwt");
        set("aws.webIdentityTokenFile", token.toString());
        set("aws.roleArn", "arn:aws:iam::123456789012:role/backup");
        set("aws.roleSessionName", "test");
        set("aws.region", "us-east-1");
        set("aws.endpointUrlSts", stubUrl("/"));
        answer(
                "/",
                """
                <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
                <AccessKeyId>WEBKEY</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
                <SessionToken>token-WEBKEY</SessionToken>
                <Expiration>2126-11-23T00:00:00Z</Expiration>
                </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
                """);

        assertSignedBy("WEBKEY");
    }

    @Test
    void aProfileHasItsKey() throws Exception {
        Files.writeString(
                home.resolve("credentials"),
                """
                [default]
                aws_access_key_id = FILEKEY
                aws_secret_access_key = s
                aws_session_token = token-FILEKEY
                """);
        Files.writeString(home.resolve("config"), "[default]\nregion = eu-north-1\n");

        assertSignedBy("FILEKEY");
        if (System.getenv("AWS_REGION") == null && System.getenv("AWS_DEFAULT_REGION") == null) {
            assertThat(s3.requests.getLast().headers().get("authorization"))
                    .contains("/eu-north-1/s3/");
        }
    }

    @Test
    void noCredentialsAreDeniedWithTheWaysToGiveThem() {
        try (ObjectStore store = open()) {
            assertThatThrownBy(() -> store.readAll(KEY, 10))
                    .isInstanceOfSatisfying(
                            StoreException.Denied.class,
                            e ->
                                    assertThat(e.next())
                                            .contains(
                                                    "AWS_ACCESS_KEY_ID",
                                                    "AWS_PROFILE",
                                                    "EC2 instance",
                                                    "ECS task"))
                    .hasMessage("there are no AWS credentials");
        }
        assertThat(s3.requests).isEmpty();
    }

    @Test
    void credentialsThatCannotBeRenewedAreOnlyOutOfReach() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        AwsCredentialsProvider provider =
                () -> {
                    if (away.get()) {
                        throw SdkClientException.create("no route to the metadata");
                    }
                    return AwsBasicCredentials.create("key", "secret");
                };
        s3.then(status(200, "text"));
        try (ObjectStore store =
                S3ObjectStore.open(s3.target(), S3Settings.of(2), Clock.systemUTC(), provider)) {
            store.readAll(KEY, 10);
            away.set(true);

            assertThatThrownBy(() -> store.readAll(KEY, 10))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContaining("credentials can't be renewed")
                    .hasRootCauseMessage("no route to the metadata");
        }
    }
}
