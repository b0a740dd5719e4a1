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

        assertThat(pack.id()).isEqualTo(ObjectId.hash(pack.content().toBytes()));
        assertThat(readHeader(pack.content().toBytes())).isEqualTo(pack.entries()).hasSize(3);
        PackEntry second = pack.entries().get(1);
        assertThat(second.offset()).isEqualTo(132);
        assertThat(second.uncompressedLength()).isEqualTo(500);
        byte[] plain = new byte[70];
        assertThat(sealer.open(pack.content().toBytes(), 132, 102, plain, 0)).isTrue();
        assertThat(plain).containsOnly(2);
    }

    @Test
    void builderStartsAfreshAfterEachPack() {
        PackBuilder builder = new PackBuilder(1000);
        add(builder, BlobType.DATA, 0, 900, 1);
        FinishedPack first = builder.finish(sealer);
        assertThat(readHeader(first.content().toBytes())).isEqualTo(first.entries());
        add(builder, BlobType.DATA, 0, 10, 2);
        FinishedPack second = builder.finish(sealer);
        assertThat(readHeader(second.content().toBytes())).isEqualTo(second.entries()).hasSize(1);
        assertThatIllegalStateException().isThrownBy(() -> builder.finish(sealer));
    }

    @Test
    void packHasRoomUpToItsTarget() {
        PackBuilder builder = new PackBuilder(1000);
        add(builder, BlobType.DATA, 0, 868, 1);
        assertThat(builder.hasRoomFor(100)).isTrue();
        assertThat(builder.hasRoomFor(101)).isFalse();
    }

    @Test
    void blobLargerThanThePackIsAddedToAnEmptyOne() {
        PackBuilder builder = new PackBuilder(1000);
        assertThat(builder.hasRoomFor(5_000_000)).isTrue();
        add(builder, BlobType.DATA, 0, 5_000_000, 2);
        assertThat(builder.hasRoomFor(33)).isFalse();
        FinishedPack pack = builder.finish(sealer);
        assertThat(readHeader(pack.content().toBytes())).isEqualTo(pack.entries());
        add(builder, BlobType.DATA, 0, 100, 1);
        assertThat(pack.id()).isEqualTo(ObjectId.hash(pack.content().toBytes()));
    }

    @Test
    void packHasRoomForTenThousandBlobs() {
        PackBuilder builder = new PackBuilder(PackBuilder.DEFAULT_TARGET_BYTES);
        byte[] sealed = sealer.seal(new byte[1]);
        for (int i = 0; i < 10_000; i++) {
            assertThat(builder.hasRoomFor(sealed.length)).isTrue();
            builder.add(BlobType.DATA, new ObjectId(i, 0, 0, 0), 0, sealed, 0, sealed.length);
        }
        assertThat(builder.hasRoomFor(sealed.length)).isFalse();
        FinishedPack pack = builder.finish(sealer);
        assertThat(readHeader(pack.content().toBytes())).isEqualTo(pack.entries());
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
