package lifeboat.controller.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsCallerTest {

    static final String ARN = "arn:aws:sts::123456789012:assumed-role/ci-master/i-0abc";

    /** As AWS documents it, read 2026-11. */
    static String answer(String arn, String account) {
        return """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>%s</Arn>
            <UserId>AROA123:i-0abc</UserId>
            <Account>%s</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata><RequestId>01234567</RequestId></ResponseMetadata>
        </GetCallerIdentityResponse>
        """
                .formatted(arn, account);
    }

    private static AwsCaller parse(String xml) {
        return AwsCaller.parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }

    @Test
    void theBearerOfARoleIsRead() {
        assertThat(parse(answer(ARN, "123456789012")))
                .isEqualTo(new AwsCaller("123456789012", "ci-master"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:user/ci-master",
                "arn:aws:iam::123456789012:root",
                "arn:aws:sts::123456789012:federated-user/ci-master",
                "arn:aws:sts::123456789012:assumed-role/ci-master",
                "arn:aws:sts::123456789012:assumed-role/ci-master/a/b",
                "arn:evil:sts::123456789012:assumed-role/ci-master/a",
                ""
            })
    void anybodyElseIsRefused(String arn) {
        assertRefused("AWS_DENIED", () -> parse(answer(arn, "123456789012")));
    }

    @Test
    void anAccountThatIsNotThatOfTheRoleIsRefused() {
        assertRefused("AWS_DENIED", () -> parse(answer(ARN, "999999999999")));
    }

    @Test
    void elementsCountAtTheirPlaceOnly() {
        String real = answer("arn:aws:iam::123456789012:user/x", "123456789012");
        assertRefused(
                "AWS_DENIED",
                () ->
                        parse(
                                real.replace(
                                        "01234567",
                                        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>"
                                                + ARN
                                                + "</Arn></GetCallerIdentityResult>"
                                                + "</GetCallerIdentityResponse>")));
        assertRefused("AWS_DENIED", () -> parse("{\"Arn\":\"" + ARN + "\"}"));
        assertRefused("AWS_DENIED", () -> parse("<x>" + answer(ARN, "123456789012") + "</x>"));
        assertRefused("AWS_DENIED", () -> parse(""));
    }

    @Test
    void entitiesAreNeitherReadNorFetched() {
        String entity =
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
                        + answer("&a;", "123456789012");
        assertRefused("AWS_DENIED", () -> parse(entity));
        String inside =
                "<!DOCTYPE x [<!ENTITY a \"" + ARN + "\">]>" + answer("&a;", "123456789012");
        assertRefused("AWS_DENIED", () -> parse(inside));
    }
}
