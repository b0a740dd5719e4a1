package lifeboat.engine.restic.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lifeboat.engine.restic.Golden.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.Golden;
import lifeboat.engine.restic.Mangling;
import lifeboat.engine.restic.crypto.MasterKey;
import lifeboat.engine.restic.crypto.ScryptCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final ObjectId ID = ObjectId.hash(new byte[0]);
    private static final String SALT = "A".repeat(86) + "==";
    private static final String DATA = "A".repeat(44);

    @ParameterizedTest
    @EnumSource
    void resticsKeyFilesAreReadAndWrittenToTheByte(Golden repository) {
        repository
                .objects("keys")
                .forEach(
                        (id, json) -> {
                            KeyFile key = KeyFile.parse(id, json);
                            assertThat(key.origin().hostname()).isEqualTo("fixture");
                            assertThat(key.cost().n()).isEqualTo(32768);
                            assertThat(key.toJson()).isEqualTo(json);
                        });
    }

    @Test
    void eachPasswordOpensItsOwnKeyFileAndAllHoldTheSameKey() throws InterruptedException {
        List<MasterKey> opened = new ArrayList<>();
        for (Map.Entry<ObjectId, byte[]> file : Golden.V2.objects("keys").entrySet()) {
            KeyFile key = KeyFile.parse(file.getKey(), file.getValue());
            key.open(password("geheim")).ifPresent(opened::add);
            key.open(password("second")).ifPresent(opened::add);
        }
        assertThat(opened).hasSize(2).containsOnly(Golden.V2.masterKey());
    }

    @Test
    void configOpensWithTheMasterKey() {
        assertThat(Golden.V1.config(Golden.V1.sealer())).startsWith("{\"version\":1,");
        assertThat(Golden.V2.config(Golden.V2.sealer())).startsWith("{\"version\":2,");
    }

    @Test
    void createdKeyFileOpensWithItsPasswordOnly() throws InterruptedException {
        SecureRandom random = new SecureRandom();
        MasterKey master = MasterKey.random(random);
        KeyFile.Origin origin =
                KeyFile.Origin.of(Instant.parse("2026-11-23T20:00:00.5Z"), "jenkins", "ci");
        KeyFile created = KeyFile.create(password("geheim"), master, origin, random);

        KeyFile read = KeyFile.parse(ID, created.toJson());
        assertThat(read.origin())
                .isEqualTo(new KeyFile.Origin("2026-11-23T20:00:00.500Z", "jenkins", "ci"));
        assertThat(read.cost()).isEqualTo(ScryptCost.DEFAULT);
        assertThat(read.open(password("geheim"))).hasValue(master);
        assertThat(read.open(password("Geheim"))).isEqualTo(Optional.empty());
    }

    @Test
    void whatRusticLeavesOutIsEmpty() {
        KeyFile key = KeyFile.parse(ID, json("scrypt", "32768", 8, 1, SALT, DATA));
        assertThat(key.origin()).isEqualTo(new KeyFile.Origin("", "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"kdf\":\"scrypt\",\"N\":\"many\"}",
                "{\"kdf\":\"scrypt\",\"N\":99999999999999999999}",
                "{\"kdf\":\"scrypt\",\"salt\":7}",
                "{\"kdf\":\"scrypt\",\"data\":\"?\"}",
                "\u0000\u0001\u0002"
            })
    void garbageIsDamage(String json) {
        assertRefused(Kind.REPOSITORY_DAMAGED, json.getBytes(UTF_8));
    }

    @Test
    void shortSaltOrDataIsDamage() {
        assertRefused(Kind.REPOSITORY_DAMAGED, json("scrypt", "32768", 8, 1, "A".repeat(84), DATA));
        assertRefused(Kind.REPOSITORY_DAMAGED, json("scrypt", "32768", 8, 1, SALT, "A".repeat(40)));
    }

    @Test
    void anotherDerivationIsUnsupported() {
        assertRefused(Kind.REPOSITORY_UNSUPPORTED, json("argon2", "32768", 8, 1, SALT, DATA));
    }

    @ParameterizedTest
    @CsvSource({"1000000000000, 8, 1", "1073741824, 8, 1", "32768, 1000000, 8", "-4, 8, 1"})
    void hostileCostIsRefusedBeforeAnyWork(String n, int r, int p) {
        assertRefused(Kind.REPOSITORY_HOSTILE, json("scrypt", n, r, p, SALT, DATA));
    }

    @Test
    void damagedKeyFilesGiveOnlyTypedErrors() {
        byte[] good = Golden.V2.objects("keys").values().iterator().next();
        Mangling.onlyTypedErrors(good, 5000, bad -> KeyFile.parse(ID, bad));
    }

    private static byte[] json(String kdf, String n, int r, int p, String salt, String data) {
        return "{\"kdf\":\"%s\",\"N\":%s,\"r\":%d,\"p\":%d,\"extra\":{},\"salt\":\"%s\",\"data\":\"%s\"}"
                .formatted(kdf, n, r, p, salt, data)
                .getBytes(UTF_8);
    }

    private static void assertRefused(Kind kind, byte[] json) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> KeyFile.parse(ID, json))
                .withMessageContaining("keys/" + ID)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
