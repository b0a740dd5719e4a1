package lifeboat.engine.restic.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
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

    /** Rounds between two looks at the interrupt flag: some milliseconds. */
    private static final int PATIENCE = 1 << 12;

    /** For the lanes that run at a time, if they are more than one: four of restic's. */
    private static final int MOST_BYTES = 128 << 20;

    private Scrypt() {}

    /** Returns {@code length} bytes. */
    public static byte[] derive(byte[] password, byte[] salt, ScryptCost cost, int length)
            throws InterruptedException {
        byte[] lanes = pbkdf2(password, salt, cost.p() * cost.laneInts() * Integer.BYTES);
        AtomicInteger nextLane = new AtomicInteger();
        int fitting = Math.max(1, MOST_BYTES / (cost.n() * cost.laneInts() * Integer.BYTES));
        int cores = Runtime.getRuntime().availableProcessors();
        int workers = Math.min(cost.p(), Math.min(cores, fitting));
        try (TaskGroup group = TaskGroup.ofPlatformThreads("scrypt")) {
            for (int i = 0; i < workers; i++) {
                group.fork(() -> mixLanes(lanes, nextLane, cost));
            }
            group.join();
        }
        return pbkdf2(password, lanes, length);
    }

    /** PBKDF2 with HMAC-SHA-256 and one round, which is all that scrypt asks for. */
    private static byte[] pbkdf2(byte[] password, byte[] salt, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // HMAC fills keys up with zeros; the JDK refuses one of no bytes
            mac.init(new SecretKeySpec(Arrays.copyOf(password, Math.max(1, password.length)), ""));
            int size = mac.getMacLength();
            byte[] derived = new byte[(length + size - 1) / size * size];
            for (int i = 0; i * size < length; i++) {
                mac.update(salt);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, i + 1));
                mac.doFinal(derived, i * size);
            }
            return Arrays.copyOf(derived, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Mixes lanes, each taken by one worker only, until none is left. */
    private static void mixLanes(byte[] lanes, AtomicInteger nextLane, ScryptCost cost)
            throws InterruptedException {
        int size = cost.laneInts();
        // Outside of the heap: arrays that large go to the old generation, whose garbage stays
        // until it is full, while this is given back when the next young collection finds no user.
        IntBuffer history =
                ByteBuffer.allocateDirect(cost.n() * size * Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asIntBuffer();
        int[] block = new int[size];
        for (int lane; (lane = nextLane.getAndIncrement()) < cost.p(); ) {
            IntBuffer place =
                    ByteBuffer.wrap(lanes)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asIntBuffer()
                            .slice(lane * size, size);
            place.get(0, block);
            mix(history, block, cost.n());
            place.put(0, block);
        }
    }

    /** scryptROMix of {@code block}, in place. */
    private static void mix(IntBuffer history, int[] block, int n) throws InterruptedException {
        int size = block.length;
        int[] from = block;
        int[] to = new int[size];
        int[] past = new int[size];
        for (int i = 0; i < 2 * n; i++) { // n is even, so that the last result is in block again
            if (i < n) {
                history.put(i * size, from);
            } else {
                history.get((from[size - 16] & (n - 1)) * size, past);
                for (int k = 0; k < size; k++) {
                    from[k] ^= past[k];
                }
            }
            Salsa.mixBlock(from, to);
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
