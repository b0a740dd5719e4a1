package lifeboat.engine.restic.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.restic.json.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {

    private static final ObjectId ID = ObjectId.hash(new byte[0]);

    private static LockFile decode(String json) {
        return LockFile.decode(ID, json.getBytes(UTF_8));
    }

    @Test
    void everyFieldComesBackInResticsOrder() {
        String json =
                "{\"time\":\"2026-11-23T20:36:12.1+01:00\",\"exclusive\":true,\"hostname\":\"h\","
                        + "\"username\":\"u\",\"pid\":7,\"uid\":1000,\"gid\":1001}";
        LockFile lock = decode(json);
        assertThat(lock)
                .isEqualTo(
                        new LockFile(
                                Timestamp.ofText("2026-11-23T20:36:12.1+01:00"),
                                true,
                                "h",
                                "u",
                                7,
                                1000,
                                1001));
        assertThat(new String(lock.encode(), UTF_8)).isEqualTo(json);
    }

    @Test
    void aLockOfRealResticComesBack() throws IOException {
        String json;
        try (InputStream in =
                getClass()
                        .getResourceAsStream(
                                "/golden/lock/restic-0.14.0/d6cc610d8a3a3d7e417b446cead410377e51883079e65eacd1d5d00afacd895d.json")) {
            json = new String(in.readAllBytes(), UTF_8);
        }
        String oneLine = json.replaceAll("\n *", "").replace("\": ", "\":");
        assertThat(new String(decode(json).encode(), UTF_8)).isEqualTo(oneLine.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{\"exclusive\":1}", "{\"pid\":-1}", "{\"time\":\"x\"}", "{}}"})
    void whatIsNoLockIsRefused(String json) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("lock " + ID);
    }
}
