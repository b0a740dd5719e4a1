package lifeboat.controller.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * The recovery kit: a file sealed to a passphrase. Thread-safe.
 *
 * <p>16 bytes of magic, whose last is the version, 1; 16 of salt; 12 of nonce; the content, {@link
 * KitJson}, by AES-256-GCM with all before it authenticated; SHA-256 of all before it, which tells
 * a damaged file from a wrong passphrase. The key is by scrypt (N 32768, r 8, p 6) of the
 * passphrase in Unicode's form NFC, UTF-8.
 */
public final class RecoveryKit {

    private static final byte[] MAGIC = "lifeboat-kit-v1\1".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int HEADER_BYTES = MAGIC.length + SALT_BYTES + NONCE_BYTES;
    private static final int TAG_BYTES = 16;
    private static final int SUM_BYTES = 32;
    private static final int MIN_PASSPHRASE = 12;
    private static final int N = 1 << 15; // 32 MiB; the cost of keys that restic makes
    private static final int R = 8;
    private static final int P = 6;

    private final CertificateAuthority authority;
    private final SealingKey sealingKey;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public RecoveryKit(CertificateAuthority authority, SealingKey sealingKey, Clock clock) {
        this.authority = authority;
        this.sealingKey = sealingKey;
        this.clock = clock;
    }

    /**
     * Makes the kit.
     *
     * @param passphrase at least 12 characters, UTF-8
     * @throws ControllerException {@code PASSPHRASE_TOO_SHORT}
     */
    public byte[] export(Secret passphrase, List<KitRepository> repositories) {
        String text = text(passphrase);
        if (text.codePointCount(0, text.length()) < MIN_PASSPHRASE) {
            throw new ControllerException(
                    Kind.INVALID,
                    "PASSPHRASE_TOO_SHORT",
                    "the passphrase has less than %d characters".formatted(MIN_PASSPHRASE),
                    "take some words that nobody would put together");
        }
        KitContent content =
                new KitContent(clock.instant(), authority.credential(), sealingKey, repositories);
        byte[] own = new byte[SALT_BYTES + NONCE_BYTES];
        random.nextBytes(own);
        byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).put(own).array();
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, header, passphrase).doFinal(KitJson.write(content));
            byte[] kit =
                    ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                            .put(header)
                            .put(sealed)
                            .array();
            return ByteBuffer.allocate(kit.length + SUM_BYTES)
                    .put(kit)
                    .put(Digests.sha256(kit))
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens a kit.
     *
     * @throws ControllerException {@code KIT_UNKNOWN}, {@code KIT_DAMAGED}, {@code
     *     KIT_PASSPHRASE_WRONG}
     */
    public static KitContent verify(byte[] kit, Secret passphrase) {
        int matching = Arrays.mismatch(MAGIC, kit);
        if (kit.length < MAGIC.length || (matching >= 0 && matching < MAGIC.length)) {
            throw new ControllerException(
                    Kind.INVALID,
                    "KIT_UNKNOWN",
                    "this is no recovery kit, or that of a later version",
                    "name the file that lifeboat kit export wrote");
        }
        int end = kit.length - SUM_BYTES;
        if (end < HEADER_BYTES + TAG_BYTES
                || !MessageDigest.isEqual(
                        Digests.sha256(Arrays.copyOf(kit, end)),
                        Arrays.copyOfRange(kit, end, kit.length))) {
            throw damaged("its checksum is not that of its content");
        }
        byte[] plain;
        try {
            plain =
                    cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(kit, HEADER_BYTES), passphrase)
                            .doFinal(kit, HEADER_BYTES, end - HEADER_BYTES);
        } catch (GeneralSecurityException _) {
            throw new ControllerException(
                    Kind.DENIED,
                    "KIT_PASSPHRASE_WRONG",
                    "the passphrase does not open the kit",
                    "look at how it was typed; without it the kit is worth nothing: export another");
        }
        try {
            return KitJson.read(plain);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e.getMessage());
        }
    }

    private static ControllerException damaged(String why) {
        return new ControllerException(
                Kind.DATA_LOSS,
                "KIT_DAMAGED",
                "the kit is cut or damaged: " + why,
                "take another copy, or export it again");
    }

    private static Cipher cipher(int mode, byte[] header, Secret passphrase)
            throws GeneralSecurityException {
        byte[] salt = Arrays.copyOfRange(header, MAGIC.length, MAGIC.length + SALT_BYTES);
        byte[] nonce = Arrays.copyOfRange(header, MAGIC.length + SALT_BYTES, HEADER_BYTES);
        byte[] key =
                SCrypt.generate(
                        text(passphrase).getBytes(StandardCharsets.UTF_8), salt, N, R, P, 32);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
        cipher.updateAAD(header);
        return cipher;
    }

    /** The same for the same characters, however a keyboard composes them. */
    private static String text(Secret passphrase) {
        return Normalizer.normalize(
                new String(passphrase.bytes(), StandardCharsets.UTF_8), Normalizer.Form.NFC);
    }
}
