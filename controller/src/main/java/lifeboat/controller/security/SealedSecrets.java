package lifeboat.controller.security;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/**
 * Secrets that are stored sealed by AES-256-GCM, each bound to its name. The key is a file of its
 * own, so that a copy of the database is worth nothing. Thread-safe.
 */
public final class SealedSecrets {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretStore store;
    private final Path file;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SealedSecrets(SecretStore store, Path file, SecretKeySpec key) {
        this.store = store;
        this.file = file;
        this.key = key;
    }

    /**
     * Opens the key's file, made if it is missing.
     *
     * @throws ControllerException {@code KEY_FILE_DAMAGED}, {@code KEY_FILE_EXPOSED}
     */
    public static SealedSecrets openOrCreate(Path file, SecretStore store) {
        if (!Files.exists(file)) {
            PrivateFile.write(file, Secret.random(KEY_BYTES, new SecureRandom()).bytes());
        }
        byte[] key = PrivateFile.read(file);
        if (key.length != KEY_BYTES) {
            throw new ControllerException(
                    Kind.DATA_LOSS,
                    "KEY_FILE_DAMAGED",
                    "%s has %d bytes instead of %d".formatted(file, key.length, KEY_BYTES),
                    "put it back from a copy or from the recovery kit");
        }
        return new SealedSecrets(store, file, new SecretKeySpec(key, "AES"));
    }

    /** Seals a secret, and stores it in the place of any that has its name. */
    public void put(String name, Secret secret) {
        byte[] nonce = Secret.random(NONCE_BYTES, random).bytes();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(secret.bytes());
            store.put(
                    name,
                    ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns a secret as it was put.
     *
     * @throws ControllerException {@code SECRET_DAMAGED} if another key has sealed it
     */
    public Optional<Secret> find(String name) {
        return store.find(name).map(sealed -> open(name, sealed));
    }

    private Secret open(String name, byte[] sealed) {
        try {
            ByteBuffer content = ByteBuffer.wrap(sealed);
            byte[] nonce = new byte[NONCE_BYTES];
            content.get(nonce);
            byte[] rest = new byte[content.remaining()];
            content.get(rest);
            return Secret.of(cipher(Cipher.DECRYPT_MODE, name, nonce).doFinal(rest));
        } catch (GeneralSecurityException | BufferUnderflowException e) {
            ControllerException damaged =
                    new ControllerException(
                            Kind.DATA_LOSS,
                            "SECRET_DAMAGED",
                            "the secret \"%s\" was not sealed with the key in %s"
                                    .formatted(name, file),
                            "put the key's file back from a copy or from the recovery kit");
            damaged.initCause(e);
            throw damaged;
        }
    }

    private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
