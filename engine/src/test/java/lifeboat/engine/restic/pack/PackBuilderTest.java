package lifeboat.engine.restic.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.crypto.MasterKey;
import lifeboat.engine.restic.crypto.Sealer;
import org.junit.jupiter.api.Test;

class PackBuilderTest {

    private final Sealer sealer =
            new Sealer(MasterKey.random(new SecureRandom()), new SecureRandom());

    @Test
    void finishedPackReadsBack() {
        PackBuilder builder = new PackBuilder(1000);
        add(builder, BlobType.DATA, 0, 100, 1);
        add(builder, BlobType.TREE, 500, 70, 2);
        add(builder, BlobType.DATA, 0, 0, 3);
        FinishedPack pack = builder.finish(sealer);

        assertThat(pack.id()).isEqualTo(ObjectId.hash(pack.content()));
        assertThat(readHeader(pack.content())).isEqualTo(pack.entries()).hasSize(3);
        PackEntry second = pack.entries().get(1);
        assertThat(second.offset()).isEqualTo(132);
        assertThat(second.uncompressedLength()).isEqualTo(500);
        byte[] plain = new byte[70];
        assertThat(sealer.open(pack.content(), 132, 102, plain, 0)).isTrue();
        assertThat(plain).containsOnly(2);
    }

    @Test
    void builderStartsAfreshAfterEachPack() {
        PackBuilder builder = new PackBuilder(1000);
        add(builder, BlobType.DATA, 0, 900, 1);
        assertThat(builder.isEmpty()).isFalse();
        FinishedPack first = builder.finish(sealer);
        assertThat(builder.isEmpty()).isTrue();
        add(builder, BlobType.DATA, 0, 10, 2);
        FinishedPack second = builder.finish(sealer);
        assertThat(readHeader(first.content())).isEqualTo(first.entries());
        assertThat(readHeader(second.content())).isEqualTo(second.entries()).hasSize(1);
        assertThatIllegalStateException().isThrownBy(() -> builder.finish(sealer));
    }

    @Test
    void packIsFullAtItsTargetAndABlobBeyondItFits() {
        PackBuilder builder = new PackBuilder(1000);
        add(builder, BlobType.DATA, 0, 967, 1);
        assertThat(builder.isFull()).isFalse();
        add(builder, BlobType.DATA, 0, 5_000_000, 2);
        assertThat(builder.isFull()).isTrue();
        FinishedPack pack = builder.finish(sealer);
        assertThat(readHeader(pack.content())).isEqualTo(pack.entries());
        assertThat(builder.isFull()).isFalse();
    }

    @Test
    void packIsFullAtTenThousandBlobs() {
        PackBuilder builder = new PackBuilder(PackBuilder.DEFAULT_TARGET_BYTES);
        byte[] sealed = sealer.seal(new byte[1]);
        for (int i = 0; i < 10_000; i++) {
            assertThat(builder.isFull()).isFalse();
            builder.add(BlobType.DATA, new ObjectId(i, 0, 0, 0), 0, sealed, 0, sealed.length);
        }
        assertThat(builder.isFull()).isTrue();
        FinishedPack pack = builder.finish(sealer);
        assertThat(readHeader(pack.content())).isEqualTo(pack.entries());
    }

    private void add(PackBuilder builder, BlobType type, int uncompressed, int length, int fill) {
        byte[] plain = new byte[length];
        Arrays.fill(plain, (byte) fill);
        byte[] sealed = new byte[length + Sealer.OVERHEAD + 5];
        sealer.seal(plain, 0, length, sealed, 5);
        builder.add(type, ObjectId.hash(plain), uncompressed, sealed, 5, length + Sealer.OVERHEAD);
    }

    private List<PackEntry> readHeader(byte[] pack) {
        ObjectId id = ObjectId.hash(pack);
        int length = PackHeader.sealedLength(id, pack, pack.length);
        int end = pack.length - PackHeader.LENGTH_BYTES;
        byte[] header = sealer.open(Arrays.copyOfRange(pack, end - length, end)).orElseThrow();
        return PackHeader.decode(id, header, pack.length);
    }
}
