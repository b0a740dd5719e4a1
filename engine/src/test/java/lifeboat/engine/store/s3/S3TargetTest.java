package lifeboat.engine.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import lifeboat.engine.store.RepositoryUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3TargetTest {

    @ParameterizedTest
    @CsvSource({
        "s3:https://s3.example.org/b/jenkins/home, https://s3.example.org, b, jenkins/home",
        "s3:http://127.0.0.1:9000/b, http://127.0.0.1:9000, b, ''",
        "s3:http://minio/b/, http://minio, b, ''",
        "s3:s3.amazonaws.com/b/p, https://s3.amazonaws.com, b, p",
        "s3://s3.amazonaws.com/b/p, https://s3.amazonaws.com, b, p",
        "s3:localhost:9000/b/p, https://localhost:9000, b, p",
        "s3:https://[::1]:9000/b//p///q/, https://[::1]:9000, b, p/q",
        "s3:https://host/b/a%20b, https://host, b, a b",
    })
    void aUrlNamesEndpointBucketAndPrefix(
            String url, String endpoint, String bucket, String prefix) {
        S3Target target = S3Target.parse(url);

        assertThat(target.endpoint()).hasToString(endpoint);
        assertThat(target.bucket()).isEqualTo(bucket);
        assertThat(target.prefix()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:",
                "s3://",
                "s3:https://",
                "s3:https://host",
                "s3:https://host/",
                "s3:s3.amazonaws.com",
                "s3:my-bucket/prefix",
                "s3:https://host/b/../c",
                "s3:https://host/b?x=y",
                "s3:https://host:port/b",
            })
    void whatIsNoPlaceIsInvalid(String url) {
        assertThatThrownBy(() -> S3Target.parse(url))
                .isInstanceOfSatisfying(
                        RepositoryUrl.Invalid.class,
                        e -> assertThat(e.next()).contains("s3:https://HOST/BUCKET/PREFIX"));
    }

    @Test
    void credentialsInAUrlAreRefusedAndNotShown() {
        assertThatThrownBy(() -> S3Target.parse("s3:https://AKIA:hunter2@host/bucket"))
                .isInstanceOf(RepositoryUrl.Invalid.class)
                .hasMessageContaining("credentials")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:https://host/b/p/q", "s3:http://127.0.0.1:9000/b"})
    void theUrlIsWrittenAsItIsRead(String url) {
        assertThat(S3Target.parse(url).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "s3.amazonaws.com, '', false",
        "s3.eu-west-1.amazonaws.com, eu-west-1, false",
        "s3-eu-west-1.amazonaws.com, eu-west-1, false",
        "s3.dualstack.ap-southeast-2.amazonaws.com, ap-southeast-2, false",
        "s3-fips.us-gov-west-1.amazonaws.com, us-gov-west-1, false",
        "s3.cn-north-1.amazonaws.com.cn, cn-north-1, false",
        "bucket.vpce-1a-2b.s3.us-east-1.vpce.amazonaws.com, us-east-1, true",
        "oss-cn-beijing.aliyuncs.com, '', false",
        "minio.example.org, '', true",
        "127.0.0.1, '', true",
    })
    void aHostTellsRegionAndStyle(String host, String region, boolean pathStyle) {
        S3Target target = S3Target.parse("s3:https://" + host + "/b");

        assertThat(target.region().orElse("")).isEqualTo(region);
        assertThat(target.isPathStyle()).isEqualTo(pathStyle);
    }

    @Test
    void theEndpointsRegionGoesBeforeTheEnvironments() {
        S3Target ours = S3Target.parse("s3:https://s3.eu-west-1.amazonaws.com/b");
        S3Target other = S3Target.parse("s3:https://minio.example.org/b");

        assertThat(S3Clients.region(ours, Map.of("AWS_REGION", "x")::get)).isEqualTo("eu-west-1");
        assertThat(S3Clients.region(other, Map.of("AWS_REGION", "x")::get)).isEqualTo("x");
        assertThat(S3Clients.region(other, Map.of("AWS_DEFAULT_REGION", "y")::get)).isEqualTo("y");
        assertThat(S3Clients.region(other, Map.<String, String>of()::get)).isEqualTo("us-east-1");
    }
}
