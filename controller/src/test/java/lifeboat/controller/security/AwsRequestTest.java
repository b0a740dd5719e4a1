package lifeboat.controller.security;

import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsRequestTest {

    private static final String REFUSED = "AWS_REQUEST_REFUSED";
    private static final String CONTROLLER = "c0ffee";
    private static final String URL = "https://sts.eu-central-1.amazonaws.com/";
    private static final String BODY = "Action=GetCallerIdentity&Version=2011-06-15";

    private static Map<String, String> headers() {
        return new HashMap<>(
                Map.of(
                        "Host", "sts.eu-central-1.amazonaws.com",
                        "Authorization", authorization("host;x-amz-date;x-lifeboat-controller"),
                        "Content-Type", "application/x-www-form-urlencoded; charset=utf-8",
                        "X-Amz-Date", "20261123T120000Z",
                        "X-Lifeboat-Controller", CONTROLLER));
    }

    private static String authorization(String signed) {
        return "AWS4-HMAC-SHA256 Credential=AKIA/20261123/eu-central-1/sts/aws4_request, "
                + "SignedHeaders="
                + signed
                + ", Signature="
                + "ab".repeat(32);
    }

    private static AwsRequest read(String url, Map<String, String> headers, String body) {
        return AwsRequest.of(new Proof.Aws(url, headers, body), new StsEndpoints.Aws(), CONTROLLER);
    }

    private static void assertHeaderRefused(String code, String name, String value) {
        Map<String, String> headers = headers();
        headers.put(name, value);
        assertRefused(code, () -> read(URL, headers, BODY));
    }

    @Test
    void theCallItselfIsTakenWithoutWhatTheClientSetsItself() {
        AwsRequest request = read(URL, headers(), BODY);
        assertThat(request.url()).hasToString(URL);
        assertThat(request.body()).isEqualTo(BODY);
        assertThat(request.headers())
                .containsOnlyKeys(
                        "authorization", "content-type", "x-amz-date", "x-lifeboat-controller");
    }

    @Test
    void aPresignedUrlIsTaken() {
        String url =
                URL
                        + "?"
                        + BODY
                        + "&X-Amz-SignedHeaders=host%3Bx-lifeboat-controller"
                        + "&X-Amz-Signature=ab";
        assertThat(read(url, Map.of("X-Lifeboat-Controller", CONTROLLER), "").body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://sts.amazonaws.com.evil.example/",
                "https://sts.evil.example/sts.amazonaws.com",
                "https://sts.amazonaws.com@evil.example/",
                "https://evil.example#sts.amazonaws.com/",
                "https://evil.example\\@sts.amazonaws.com/",
                "https://evilsts.amazonaws.com/",
                "https://sts.s3.amazonaws.com/",
                "https://s3.amazonaws.com/",
                "http://sts.amazonaws.com/",
                "https://sts.amazonaws.com:8443/",
                "https://user@sts.amazonaws.com/",
                "https://sts.amazonaws.com/path",
                "https://sts.amazonaws.com/#fragment",
                "https://127.0.0.1/",
                "https://169.254.169.254/",
                "file:///etc/passwd",
                "//sts.amazonaws.com/",
                "sts.amazonaws.com",
                ""
            })
    void foreignHostsAreRefused(String url) {
        assertRefused(REFUSED, () -> read(url, headers(), BODY));
    }

    @Test
    void withoutTheControllersHeaderItIsRefused() {
        Map<String, String> headers = headers();
        headers.remove("X-Lifeboat-Controller");
        assertRefused("AWS_OTHER_CONTROLLER", () -> read(URL, headers, BODY));
        assertHeaderRefused("AWS_OTHER_CONTROLLER", "X-Lifeboat-Controller", "deadbeef");
    }

    @Test
    void aControllersHeaderThatIsNotSignedIsRefused() {
        assertHeaderRefused(REFUSED, "Authorization", authorization("host;x-amz-date"));
        assertHeaderRefused(REFUSED, "Authorization", authorization("x-lifeboat-controller"));
        String url = URL + "?" + BODY + "&X-Amz-SignedHeaders=host";
        assertRefused(REFUSED, () -> read(url, Map.of("X-Lifeboat-Controller", CONTROLLER), ""));
    }

    @Test
    void otherHeadersAreRefused() {
        assertHeaderRefused(REFUSED, "Accept", "application/json");
        assertHeaderRefused(REFUSED, "X-Forwarded-Host", "evil.example");
        assertHeaderRefused(REFUSED, "X-Amz-Date", "a\r\nAccept: application/json");
        assertHeaderRefused(REFUSED, "x-amz-date", "there twice, by case");
        assertHeaderRefused(REFUSED, "Content-Type", "application/json");
        assertHeaderRefused(REFUSED, "Authorization", "Basic abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=AssumeRole&Version=2011-06-15",
                "Action=GetCallerIdentity",
                "Action=GetCallerIdentity&Version=2012-01-01",
                "Action=GetCallerIdentity&Version=2011-06-15&Action=AssumeRole",
                "Action=GetCallerIdentity&Version=2011-06-15&%41ction=AssumeRole",
                "Action=GetCallerIdentity&Version=2011-06-15&RoleArn=x",
                "Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Date=x",
                "Action=GetCallerIdentity&Version=2011-06-15&",
                "Action=GetCallerIdentity&Version=2011-06-15&a",
                "Action=GetCallerIdentity&Version=%zz",
                "{}"
            })
    void otherCallsAreRefused(String body) {
        assertRefused(REFUSED, () -> read(URL, headers(), body));
        String signed = "&X-Amz-SignedHeaders=host%3Bx-lifeboat-controller";
        if (!body.contains("X-Amz-Date")) { // its place is the query
            Map<String, String> own = Map.of("X-Lifeboat-Controller", CONTROLLER);
            assertRefused(REFUSED, () -> read(URL + "?" + body + signed, own, ""));
        }
    }

    @Test
    void aBodyBesidesAQueryIsRefused() {
        assertRefused(REFUSED, () -> read(URL + "?" + BODY, headers(), BODY));
    }

    @Test
    void itNeverShowsItself() {
        assertThat(new Proof.Aws(URL, headers(), BODY)).asString().doesNotContain("abab");
        assertThat(read(URL, headers(), BODY)).asString().doesNotContain("abab");
    }
}
