package lifeboat.controller.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import lifeboat.engine.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryKitTest {

    private static final String PASSPHRASE = "lantern gr\u00fcn ferry oat";
    private static final KitRepository MAIN =
            new KitRepository(
                    "main",
                    "s3:https://s3.example/b",
                    "eu-1",
                    Password.ofBytes("it's".getBytes(UTF_8)));

    @TempDir private Path folder;
    @TempDir private Path empty;

    private Room room;
    private SealingKey sealing;
    private RecoveryKit kits;

    @BeforeEach
    void open() {
        room = new Room(folder);
        sealing = SealingKey.random(new SecureRandom());
        kits = new RecoveryKit(room.authority, sealing, room.clock);
    }

    private static Secret secret(String text) {
        return Secret.of(text.getBytes(UTF_8));
    }

    private byte[] export() {
        return kits.export(secret(PASSPHRASE), List.of(MAIN));
    }

    @Test
    void itHoldsAllThatALostControllerTakesWithIt() {
        KitContent content = RecoveryKit.verify(export(), secret(PASSPHRASE));
        assertThat(content.exported()).isEqualTo(room.clock.instant());
        assertThat(content.authority().pem()).isEqualTo(room.authority.credential().pem());
        assertThat(content.sealingKey().key()).isEqualTo(sealing.key());
        assertThat(content.repositories())
                .singleElement()
                .satisfies(
                        main -> {
                            assertThat(main.url()).isEqualTo(MAIN.url());
                            assertThat(main.password().bytes()).isEqualTo("it's".getBytes(UTF_8));
                        });
    }

    @Test
    void aPassphraseIsTheSameHoweverAKeyboardComposesIt() {
        String decomposed = PASSPHRASE.replace("\u00fc", "u\u0308");
        assertThat(RecoveryKit.verify(export(), secret(decomposed)).repositories()).hasSize(1);
    }

    @Test
    void anotherPassphraseOpensNothing() {
        byte[] kit = export();
        assertRefused(
                "KIT_PASSPHRASE_WRONG", () -> RecoveryKit.verify(kit, secret(PASSPHRASE + " ")));
    }

    @Test
    void aShortPassphraseIsRefused() {
        assertRefused(
                "PASSPHRASE_TOO_SHORT", () -> kits.export(secret("eleven char"), List.of(MAIN)));
        // twelve code units, of six characters
        assertRefused(
                "PASSPHRASE_TOO_SHORT",
                () -> kits.export(secret("\ud83d\udea3".repeat(6)), List.of(MAIN)));
    }

    @Test
    void damageIsToldFromAWrongPassphrase() {
        byte[] kit = export();
        for (int at = 16; at < kit.length; at++) {
            byte[] flipped = kit.clone();
            flipped[at] ^= 1;
            assertRefused("KIT_DAMAGED", () -> RecoveryKit.verify(flipped, secret(PASSPHRASE)));
        }
        for (int length = 16; length < kit.length; length++) {
            byte[] cut = Arrays.copyOf(kit, length);
            assertRefused("KIT_DAMAGED", () -> RecoveryKit.verify(cut, secret(PASSPHRASE)));
        }
    }

    /** Who changes a kit can mend its checksum too; what is sealed notices it. */
    @Test
    void aForgedKitIsNotOpened() {
        byte[] kit = export();
        int end = kit.length - 32;
        for (int place : new int[] {32, 44}) { // nonce, content
            byte[] body = Arrays.copyOf(kit, end);
            body[place] ^= 1;
            byte[] forged = Arrays.copyOf(body, kit.length);
            System.arraycopy(Digests.sha256(body), 0, forged, end, 32);
            assertRefused(
                    "KIT_PASSPHRASE_WRONG", () -> RecoveryKit.verify(forged, secret(PASSPHRASE)));
        }
    }

    @Test
    void nothingOfItIsReadableWithoutThePassphrase() {
        assertThat(new String(export(), ISO_8859_1))
                .startsWith("lifeboat-kit-v1")
                .doesNotContain("it's", MAIN.name(), MAIN.url(), "PRIVATE KEY");
    }

    @Test
    void whatIsNoKitIsRefused() {
        byte[] kit = export();
        for (int length = 0; length < 16; length++) {
            byte[] cut = Arrays.copyOf(kit, length);
            assertRefused("KIT_UNKNOWN", () -> RecoveryKit.verify(cut, secret(PASSPHRASE)));
        }
        kit[15] = 2; // a later version
        assertRefused("KIT_UNKNOWN", () -> RecoveryKit.verify(kit, secret(PASSPHRASE)));
    }

    @Test
    void aControllerMadeFromItKnowsItsHosts() throws Exception {
        Enrolled host = room.enrol(Room.master(), Room.wish("a"));
        KitContent content = RecoveryKit.verify(export(), secret(PASSPHRASE));
        content.install(empty);
        Room rebuilt = new Room(empty, room);
        assertThat(rebuilt.call(host.certificate())).isEqualTo(room.call(host.certificate()));
        assertThat(SealingKey.openOrCreate(empty.resolve(SealingKey.FILE), new MemorySecretStore()))
                .extracting(SealingKey::key)
                .isEqualTo(sealing.key());
    }

    @Test
    void itDoesNotTakeThePlaceOfAController() throws Exception {
        KitContent content = RecoveryKit.verify(export(), secret(PASSPHRASE));
        Path file = folder.resolve(CertificateAuthority.FILE);
        String before = Files.readString(file);
        assertRefused("DATA_FOLDER_IN_USE", () -> content.install(folder));
        assertThat(file).hasContent(before);
        assertThat(folder.resolve(SealingKey.FILE)).doesNotExist();
    }

    @Test
    void itsCommandsAreSafeInAShell() {
        assertThat(MAIN.commands())
                .containsSubsequence(
                        "export AWS_DEFAULT_REGION='eu-1'",
                        "export RESTIC_REPOSITORY='s3:https://s3.example/b'",
                        "export RESTIC_PASSWORD='it'\\''s'");
    }
}
