package lifeboat.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lifeboat.agent.host.AwsIdentity.SignedCall;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsIdentityTest {

    private static final String CA = "ab".repeat(32);
    private static final URI STS = URI.create("https://sts.eu-west-1.amazonaws.com/");
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-24T01:02:03Z"), ZoneOffset.UTC);
    private static final Pattern AUTHORIZATION =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 Credential=AKID/20261124/eu-west-1/sts/aws4_request,"
                            + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

    private static SignedCall sign() {
        var credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "wJalr"));
        return new AwsIdentity(credentials, CLOCK).sign(STS, "eu-west-1", CA);
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    /** What AWS does with it, from its documentation ("Create a signed AWS API request"). */
    @Test
    void theSignatureIsTheOneThatAwsComputes() throws Exception {
        SignedCall call = sign();
        Matcher authorization = AUTHORIZATION.matcher(call.headers().get("authorization"));
        assertThat(authorization.matches()).isTrue();
        String names = authorization.group(1);
        String canonical =
                "POST\n/\n\n"
                        + Stream.of(names.split(";", -1))
                                .map(name -> name + ":" + call.headers().get(name) + "\n")
                                .collect(Collectors.joining())
                        + "\n"
                        + names
                        + "\n"
                        + sha256(call.body());
        String toSign =
                "AWS4-HMAC-SHA256\n20261124T010203Z\n20261124/eu-west-1/sts/aws4_request\n"
                        + sha256(canonical);
        byte[] key = hmac("AWS4wJalr".getBytes(UTF_8), "20261124");
        for (String part : new String[] {"eu-west-1", "sts", "aws4_request"}) {
            key = hmac(key, part);
        }

        assertThat(authorization.group(2)).isEqualTo(HexFormat.of().formatHex(hmac(key, toSign)));
        assertThat(names.split(";", -1)).contains("host", "x-lifeboat-controller");
    }

    @Test
    void itIsForOneControllerAndForNothingButTheCallersIdentity() {
        SignedCall call = sign();

        assertThat(call.url()).isEqualTo("https://sts.eu-west-1.amazonaws.com/");
        assertThat(call.headers()).containsEntry("x-lifeboat-controller", CA);
        assertThat(call.body()).isEqualTo("Action=GetCallerIdentity&Version=2011-06-15");
        assertThat(call.headers().keySet())
                .isSubsetOf(
                        "authorization",
                        "content-length",
                        "content-type",
                        "host",
                        "x-amz-content-sha256",
                        "x-amz-date",
                        "x-lifeboat-controller");
    }

    @Test
    void aHostWithoutCredentialsSaysSo() {
        AwsIdentity none =
                new AwsIdentity(
                        () -> {
                            throw SdkClientException.create("none found");
                        },
                        CLOCK);

        assertThatExceptionOfType(AwsIdentity.Missing.class)
                .isThrownBy(() -> none.sign(STS, "eu-west-1", CA))
                .withMessageContaining("none found");
    }
}
