package lifeboat.agent.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals passwords with a key that only this host has, so that a copy of the journal alone is worth
 * nothing. AES-256-GCM; the form is nonce (12 bytes), then the rest.
 */
final class PasswordSeal {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    private PasswordSeal(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** The seal with the key in {@code file}, which is made if there is none. */
    static PasswordSeal open(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            make(file, random);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException(
                    file + " has " + key.length + " bytes, and a key has " + KEY_BYTES);
        }
        return new PasswordSeal(new SecretKeySpec(key, "AES"), random);
    }

    private static void make(Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Path part = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(part);
        try (FileChannel channel =
                FileChannel.open(
                        part,
                        Set.of(CREATE_NEW, WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(key));
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    byte[] seal(byte[] plain) {
        if (plain.length == 0) {
            return plain;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed;
        try {
            sealed = apply(Cipher.ENCRYPT_MODE, nonce, plain);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException(e); // there is no tag to be bad yet
        }
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return all;
    }

    /**
     * The way back. Empty if it was sealed with another key, or changed: that costs one step, which
     * the controller can ask for anew, and never the rest of the journal.
     */
    byte[] open(byte[] all) {
        if (all.length < NONCE_BYTES) {
            return new byte[0];
        }
        try {
            return apply(
                    Cipher.DECRYPT_MODE,
                    Arrays.copyOf(all, NONCE_BYTES),
                    Arrays.copyOfRange(all, NONCE_BYTES, all.length));
        } catch (AEADBadTagException e) {
            return new byte[0];
        }
    }

    private byte[] apply(int mode, byte[] nonce, byte[] text) throws AEADBadTagException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
