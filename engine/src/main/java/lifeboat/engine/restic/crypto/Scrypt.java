package lifeboat.engine.restic.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lifeboat.engine.TaskGroup;

/**
 * Derives keys from passwords (RFC 7914), the lanes side by side on the host's cores.
 *
 * <p>Libraries run them one after the other; a restore waits for this before anything else.
 */
public final class Scrypt {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle BIG_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Rounds between two looks at the interrupt flag: some milliseconds. */
    private static final int PATIENCE = 1 << 12;

    private Scrypt() {}

    /**
     * Returns {@code length} bytes; memory for as many lanes as there are cores is taken at once.
     */
    public static byte[] derive(byte[] password, byte[] salt, ScryptCost cost, int length)
            throws InterruptedException {
        byte[] lanes = pbkdf2(password, salt, cost.p() * cost.laneInts() * Integer.BYTES);
        AtomicInteger nextLane = new AtomicInteger();
        int workers = Math.min(cost.p(), Runtime.getRuntime().availableProcessors());
        try (TaskGroup group = TaskGroup.ofPlatformThreads("scrypt")) {
            for (int i = 0; i < workers; i++) {
                group.fork(() -> mixLanes(lanes, nextLane, cost));
            }
            group.join();
        }
        return pbkdf2(password, lanes, length);
    }

    /** PBKDF2 with HMAC-SHA-256 and one round (RFC 8018, section 5.2). */
    private static byte[] pbkdf2(byte[] password, byte[] salt, int length) {
        byte[] key = password.length == 0 ? new byte[1] : password; // HMAC fills up with zeros
        byte[] derived = new byte[length];
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] number = new byte[Integer.BYTES];
            for (int at = 0; at < length; at += hmac.getMacLength()) {
                BIG_ENDIAN_INT.set(number, 0, at / hmac.getMacLength() + 1);
                hmac.update(salt);
                byte[] block = hmac.doFinal(number);
                System.arraycopy(block, 0, derived, at, Math.min(block.length, length - at));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return derived;
    }

    /** Mixes lanes, each taken by one worker only, until none is left. */
    private static void mixLanes(byte[] lanes, AtomicInteger nextLane, ScryptCost cost)
            throws InterruptedException {
        int size = cost.laneInts();
        int[] history = new int[cost.n() * size];
        int[] block = new int[size];
        int[] mixed = new int[size];
        for (int lane; (lane = nextLane.getAndIncrement()) < cost.p(); ) {
            int at = lane * size * Integer.BYTES;
            for (int i = 0; i < size; i++) {
                history[i] = (int) INT.get(lanes, at + i * Integer.BYTES);
            }
            mix(history, block, mixed, cost.n());
            for (int i = 0; i < size; i++) {
                INT.set(lanes, at + i * Integer.BYTES, block[i]);
            }
        }
    }

    /** scryptROMix of the block at the start of {@code history}, into {@code block}. */
    private static void mix(int[] history, int[] block, int[] mixed, int n)
            throws InterruptedException {
        int size = block.length;
        for (int i = 1; i < n; i++) {
            Salsa.mixBlock(history, (i - 1) * size, history, i * size, size);
            heedInterrupt(i);
        }
        Salsa.mixBlock(history, (n - 1) * size, block, 0, size);
        int[] from = block;
        int[] to = mixed;
        for (int i = 0; i < n; i++) { // n is even, so that the last result is in block again
            int past = (from[size - 16] & (n - 1)) * size;
            for (int k = 0; k < size; k++) {
                from[k] ^= history[past + k];
            }
            Salsa.mixBlock(from, 0, to, 0, size);
            int[] swap = from;
            from = to;
            to = swap;
            heedInterrupt(i);
        }
    }

    private static void heedInterrupt(int round) throws InterruptedException {
        if (round % PATIENCE == 0 && Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
