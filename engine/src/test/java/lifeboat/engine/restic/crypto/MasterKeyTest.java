package lifeboat.engine.restic.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

    private static final String K = "AAAAAAAAAAAAAAAAAAAAAA==";
    private static final String E = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @Test
    void jsonComesBackInResticsOrder() {
        MasterKey zero = MasterKey.of(new byte[64]);
        assertThat(new String(zero.toJson(), UTF_8))
                .isEqualTo(
                        "{\"mac\":{\"k\":\""
                                + K
                                + "\",\"r\":\""
                                + K
                                + "\"},\"encrypt\":\""
                                + E
                                + "\"}");
        MasterKey key = MasterKey.random(new SecureRandom());
        assertThat(MasterKey.parse(key.toJson())).isEqualTo(key).isNotEqualTo(zero);
    }

    @Test
    void unknownKeysAreSkipped() {
        String json =
                "{\"x\":{\"k\":1},\"encrypt\":\"%s\",\"mac\":{\"r\":\"%s\",\"y\":[],\"k\":\"%s\"}}"
                        .formatted(E, K, K);
        assertThat(MasterKey.parse(json.getBytes(UTF_8))).isEqualTo(MasterKey.of(new byte[64]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "7",
                "{\"mac\":7,\"encrypt\":\"" + E + "\"}",
                "{\"mac\":{\"k\":\"" + K + "\"},\"encrypt\":\"" + E + "\"}",
                "{\"mac\":{\"k\":\"" + K + "\",\"r\":\"AAAA\"},\"encrypt\":\"" + E + "\"}",
                "{\"mac\":{\"k\":\"" + K + "\",\"r\":7},\"encrypt\":\"" + E + "\"}",
                "{\"mac\":{\"k\":\"" + K + "\",\"r\":\"" + K + "\"},\"encrypt\":\"!\"}"
            })
    void anythingElseIsRefused(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKey.parse(json.getBytes(UTF_8)))
                .withNoCause();
    }

    @Test
    void anyCutIsRefused() {
        byte[] json = MasterKey.random(new SecureRandom()).toJson();
        for (int length = 0; length < json.length - 1; length++) {
            byte[] cut = Arrays.copyOf(json, length);
            assertThatIllegalArgumentException().isThrownBy(() -> MasterKey.parse(cut));
        }
    }

    @Test
    void hidesItself() {
        assertThat(MasterKey.of(new byte[64])).hasToString("MasterKey[hidden]");
    }
}
