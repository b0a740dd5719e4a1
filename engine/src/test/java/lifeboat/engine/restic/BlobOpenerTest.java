package lifeboat.engine.restic;

import static org.assertj.core.api.Assertions.assertThat;

import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.crypto.Sealer;
import org.junit.jupiter.api.Test;

class BlobOpenerTest {

    private final Sealer sealer = Golden.V2.sealer();

    private int bufferAfterShrinking(int length) {
        byte[] plain = new byte[length];
        byte[] sealed = sealer.seal(plain);
        try (BlobOpener opener = new BlobOpener(Golden.V2.sealer())) {
            ObjectId id = ObjectId.hash(plain);
            assertThat(opener.open(sealed, 0, sealed.length, 0, id, false)).isTrue();
            assertThat(opener.content()).hasSizeGreaterThanOrEqualTo(length);
            opener.shrink();
            return opener.content().length;
        }
    }

    @Test
    void onlyBuffersOfBlobsThatResticMakesAreKept() {
        assertThat(bufferAfterShrinking(8 << 20)).isGreaterThanOrEqualTo(8 << 20);
        assertThat(bufferAfterShrinking(9 << 20)).isLessThan(1 << 20);
    }
}
