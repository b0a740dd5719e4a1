package lifeboat.controller.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/**
 * Seals what the database holds of secrets, by AES-256-GCM: who has the database alone has none.
 * Thread-safe.
 *
 * <p>Sealed: one byte 1, 12 of a random nonce, then the ciphertext with its tag of 16. The name
 * that a secret is kept under is authenticated with it, so that one can't be put in another's
 * place.
 */
public final class SealingKey {

    static final String FILE = "sealing.key";

    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final Secret key;
    private final SecureRandom random = new SecureRandom();

    private SealingKey(Secret key) {
        this.key = key;
    }

    static SealingKey random(SecureRandom random) {
        return new SealingKey(Secret.random(KEY_BYTES, random));
    }

    /**
     * @throws ControllerException {@code KEY_FILE_DAMAGED} unless there are 32 bytes
     */
    static SealingKey of(Secret key, String origin) {
        if (key.bytes().length != KEY_BYTES) {
            throw damaged(origin);
        }
        return new SealingKey(key);
    }

    /**
     * Opens the key file, 64 hex digits, made at the first start.
     *
     * @param secrets what it has sealed: if there are any, no new key is made
     * @throws ControllerException {@code SEALING_KEY_MISSING}, {@code KEY_FILE_DAMAGED}, {@code
     *     KEY_FILE_EXPOSED}
     */
    public static SealingKey openOrCreate(Path file, SecretStore secrets) {
        if (!Files.exists(file)) {
            if (!secrets.names().isEmpty()) {
                throw new ControllerException(
                        Kind.ACT_FIRST,
                        "SEALING_KEY_MISSING",
                        "%s is not there, and the database holds %d secrets sealed with it"
                                .formatted(file, secrets.names().size()),
                        "put it back from a copy or from the recovery kit");
            }
            random(new SecureRandom()).write(file);
        }
        return of(
                Secret.of(hex(new String(PrivateFile.read(file), StandardCharsets.UTF_8), file)),
                file.toString());
    }

    private static byte[] hex(String text, Path file) {
        try {
            return HexFormat.of().parseHex(text.strip());
        } catch (IllegalArgumentException _) {
            throw damaged(file.toString());
        }
    }

    private static ControllerException damaged(String origin) {
        return new ControllerException(
                Kind.DATA_LOSS,
                "KEY_FILE_DAMAGED",
                origin + " does not hold a key of 64 hex digits",
                "put it back from a copy or from the recovery kit");
    }

    void write(Path file) {
        PrivateFile.write(
                file,
                (HexFormat.of().formatHex(key.bytes()) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The key itself, for the recovery kit. */
    Secret key() {
        return key;
    }

    /**
     * Seals bytes under a name.
     *
     * @param name what they are; authenticated with them
     */
    public byte[] seal(String name, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens what was sealed.
     *
     * @throws ControllerException {@code SECRET_UNREADABLE} if this key did not seal these bytes
     *     under this name
     */
    public byte[] open(String name, byte[] sealed) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] != VERSION) {
            throw unreadable(name);
        }
        ByteBuffer parts = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        byte[] nonce = new byte[NONCE_BYTES];
        parts.get(nonce);
        byte[] rest = new byte[parts.remaining()];
        parts.get(rest);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(rest);
        } catch (GeneralSecurityException _) {
            throw unreadable(name);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key.bytes(), "AES"),
                new GCMParameterSpec(TAG_BYTES * 8, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static ControllerException unreadable(String name) {
        return new ControllerException(
                Kind.DATA_LOSS,
                "SECRET_UNREADABLE",
                "the secret of %s is damaged, or was sealed with another key".formatted(name),
                "put the sealing key back, or give the secret again with: lifeboat plan apply");
    }

    @Override
    public String toString() {
        return "SealingKey[hidden]";
    }
}
