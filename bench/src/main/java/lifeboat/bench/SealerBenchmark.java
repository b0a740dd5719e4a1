package lifeboat.bench;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lifeboat.engine.restic.crypto.MasterKey;
import lifeboat.engine.restic.crypto.Sealer;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to seal and to open a blob, by its size: a small file, a chunk. Beside it what it
 * took to open it with Bouncy Castle's Poly1305, which ours replaced.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class SealerBenchmark {

    private static final int PIECE = 4 << 10; // as our sealer has it

    @Param({"4096", "1048576"})
    int bytes;

    private final Sealer sealer =
            new Sealer(MasterKey.random(new SecureRandom()), new SecureRandom());
    private final Poly1305 poly = new Poly1305();
    private final byte[] key = new byte[32];
    private final byte[] mac = new byte[16];
    private Cipher ctr;
    private byte[] plain;
    private byte[] sealed;
    private byte[] out;

    @Setup
    public void fill() throws GeneralSecurityException {
        SecureRandom random = new SecureRandom();
        random.nextBytes(key);
        ctr = Cipher.getInstance("AES/CTR/NoPadding");
        plain = new byte[bytes];
        random.nextBytes(plain);
        sealed = sealer.seal(plain);
        out = new byte[sealed.length];
    }

    @Benchmark
    public byte[] seal() {
        sealer.seal(plain, 0, bytes, out, 0);
        return out;
    }

    @Benchmark
    public boolean open() {
        return sealer.open(sealed, 0, sealed.length, out, 0);
    }

    /** The same work under some other key. */
    @Benchmark
    public byte[] openByBouncyCastle() throws GeneralSecurityException {
        poly.init(new KeyParameter(key));
        poly.update(sealed, Sealer.BEFORE, bytes);
        poly.doFinal(mac, 0);
        IvParameterSpec iv = new IvParameterSpec(sealed, 0, Sealer.BEFORE);
        ctr.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), iv);
        for (int done = 0; done < bytes; done += PIECE) {
            ctr.update(sealed, Sealer.BEFORE + done, Math.min(PIECE, bytes - done), out, done);
        }
        return out;
    }
}
