package lifeboat.controller.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import lifeboat.engine.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingKeyTest {

    private static final String UNREADABLE = "SECRET_UNREADABLE";
    private static final byte[] PLAIN = "correct horse battery staple".getBytes(UTF_8);

    @TempDir private Path folder;

    private final MemorySecretStore store = new MemorySecretStore();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve(SealingKey.FILE);
    }

    private SealingKey open() {
        return SealingKey.openOrCreate(file, store);
    }

    private static SealingKey another() {
        return SealingKey.random(new SecureRandom());
    }

    @Test
    void whatWasSealedIsOpenedAfterARestart() {
        byte[] sealed = open().seal("main", PLAIN);
        assertThat(open().open("main", sealed)).isEqualTo(PLAIN);
    }

    @Test
    void theSameIsNeverSealedToTheSame() {
        SealingKey key = open();
        assertThat(key.seal("main", PLAIN)).isNotEqualTo(key.seal("main", PLAIN));
    }

    @Test
    void anotherKeyOpensNothing() {
        byte[] sealed = open().seal("main", PLAIN);
        assertRefused(UNREADABLE, () -> another().open("main", sealed));
    }

    @Test
    void anotherNameOpensNothing() {
        SealingKey key = open();
        byte[] sealed = key.seal("main", PLAIN);
        assertRefused(UNREADABLE, () -> key.open("other", sealed));
    }

    @Test
    void anyFlippedBitIsSeen() {
        SealingKey key = open();
        byte[] sealed = key.seal("main", PLAIN);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(UNREADABLE, () -> key.open("main", flipped));
        }
    }

    @Test
    void anyCutIsSeen() {
        SealingKey key = open();
        byte[] sealed = key.seal("main", PLAIN);
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertRefused(UNREADABLE, () -> key.open("main", cut));
        }
    }

    @Test
    void noNewKeyIsMadeWhileSecretsNeedTheOldOne() {
        store.put("main", "sealed");
        assertRefused("SEALING_KEY_MISSING", this::open);
        assertThat(file).doesNotExist();
    }

    @Test
    void itsFileIsForItsOwnerOnly() throws Exception {
        open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused("KEY_FILE_EXPOSED", this::open);
    }

    @Test
    void aDamagedFileIsRefusedAndKept() throws Exception {
        open();
        for (String damaged : new String[] {"", "xyz", "ab".repeat(31), "ab".repeat(33)}) {
            Files.writeString(file, damaged);
            assertRefused("KEY_FILE_DAMAGED", this::open);
            assertThat(file).hasContent(damaged);
        }
    }

    @Test
    void passwordsAreStoredSealedUnderTheirRepository() {
        RepositoryPasswords passwords = new RepositoryPasswords(open(), store);
        passwords.put("main", Password.ofBytes(PLAIN));
        assertThat(passwords.find("main").orElseThrow().bytes()).isEqualTo(PLAIN);
        assertThat(passwords.find("other")).isEmpty();
        String stored = store.find("main").orElseThrow();
        assertThat(new String(Base64.getDecoder().decode(stored), UTF_8)).doesNotContain("horse");
    }

    @Test
    void aPasswordPutInTheDatabaseForAnotherRepositoryIsRefused() {
        RepositoryPasswords passwords = new RepositoryPasswords(open(), store);
        passwords.put("main", Password.ofBytes(PLAIN));
        store.put("other", store.find("main").orElseThrow());
        assertRefused(UNREADABLE, () -> passwords.find("other"));
        store.put("main", "no base64 at all");
        assertRefused(UNREADABLE, () -> passwords.find("main"));
    }
}
