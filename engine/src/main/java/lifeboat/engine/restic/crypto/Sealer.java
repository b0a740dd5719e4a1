package lifeboat.engine.restic.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens bytes under one {@link MasterKey}: {@code IV(16) ‖ AES-256-CTR ‖ MAC(16)}, the
 * MAC being Poly1305-AES over the ciphertext alone (restic {@code internal/repository/crypto}).
 *
 * <p>Not thread-safe, and costly to make next to its calls: one for each worker.
 */
public final class Sealer {

    /** What sealing adds: the IV before and the MAC behind. */
    public static final int OVERHEAD = 32;

    /** The part of it that comes before the content. */
    public static final int BEFORE = 16;

    private static final int IV = BEFORE;
    private static final int MAC = 16;
    private static final byte[] NO_IV = new byte[IV];

    /**
     * Bytes for one call of the cipher. HotSpot puts in its own AES-CTR only once the code around
     * it is compiled, after some thousand calls; until then a byte costs 60 times as much. On JDK
     * 25 the first 256 MiB take 0.14 s of processor time in pieces of 4 KiB, 0.4 s in pieces of 16
     * KiB and 0.75 s in one MiB.
     */
    private static final int PIECE = 4 << 10;

    private final SecureRandom random;
    private final SecretKey encryptKey;
    private final Cipher ctr;
    private final Cipher maskCipher;
    private final Poly1305 poly = new Poly1305();
    private final byte[] polyKey = new byte[32];
    private final byte[] iv = new byte[IV];
    private final byte[] mac = new byte[MAC];

    public Sealer(MasterKey key, SecureRandom random) {
        this.random = random;
        encryptKey = new SecretKeySpec(key.encrypt(), "AES");
        System.arraycopy(key.r(), 0, polyKey, 0, 16);
        try {
            ctr = Cipher.getInstance("AES/CTR/NoPadding");
            maskCipher = Cipher.getInstance("AES/ECB/NoPadding");
            maskCipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.k(), "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Proves {@code length} sealed bytes and decrypts them; the plain ones are {@link #OVERHEAD}
     * fewer.
     *
     * @param out may be {@code sealed} itself with {@code outOffset <= offset + 16}
     * @return false, with {@code out} untouched, if they were not sealed under this key, or are no
     *     longer what was sealed
     */
    public boolean open(byte[] sealed, int offset, int length, byte[] out, int outOffset) {
        if (length < OVERHEAD) {
            return false;
        }
        int plainLength = length - OVERHEAD;
        System.arraycopy(sealed, offset, iv, 0, IV);
        authenticate(sealed, offset + IV, plainLength);
        if (!MessageDigest.isEqual(
                mac, Arrays.copyOfRange(sealed, offset + length - MAC, offset + length))) {
            return false;
        }
        crypt(sealed, offset + IV, plainLength, out, outOffset);
        return true;
    }

    /** Opens a whole array; empty if {@link #open(byte[], int, int, byte[], int)} is false. */
    public Optional<byte[]> open(byte[] sealed) {
        byte[] plain = new byte[Math.max(0, sealed.length - OVERHEAD)];
        return open(sealed, 0, sealed.length, plain, 0) ? Optional.of(plain) : Optional.empty();
    }

    /**
     * Seals {@code length} bytes under a fresh random IV, into {@code length + OVERHEAD} bytes.
     *
     * @param out may be {@code plain} itself with {@code outOffset + BEFORE == offset}
     */
    public void seal(byte[] plain, int offset, int length, byte[] out, int outOffset) {
        do {
            random.nextBytes(iv);
        } while (Arrays.equals(iv, NO_IV)); // restic takes such an IV for one that was forgotten
        System.arraycopy(iv, 0, out, outOffset, IV);
        crypt(plain, offset, length, out, outOffset + IV);
        authenticate(out, outOffset + IV, length);
        System.arraycopy(mac, 0, out, outOffset + IV + length, MAC);
    }

    /** Seals a whole array. */
    public byte[] seal(byte[] plain) {
        byte[] sealed = new byte[plain.length + OVERHEAD];
        seal(plain, 0, plain.length, sealed, 0);
        return sealed;
    }

    /** Applies the key stream of {@link #iv}; the same both ways. */
    private void crypt(byte[] in, int offset, int length, byte[] out, int outOffset) {
        try {
            ctr.init(Cipher.ENCRYPT_MODE, encryptKey, new IvParameterSpec(iv));
            for (int done = 0; done < length; done += PIECE) {
                int piece = Math.min(PIECE, length - done);
                ctr.update(in, offset + done, piece, out, outOffset + done);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves the MAC under {@link #iv} in {@link #mac}. */
    private void authenticate(byte[] ciphertext, int offset, int length) {
        try {
            maskCipher.doFinal(iv, 0, IV, polyKey, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        poly.authenticate(polyKey, ciphertext, offset, length, mac);
    }
}
