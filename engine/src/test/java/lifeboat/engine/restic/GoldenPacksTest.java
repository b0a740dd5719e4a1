package lifeboat.engine.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.compression.BlobCompressor;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.index.IndexFile;
import lifeboat.engine.restic.index.IndexedPack;
import lifeboat.engine.restic.pack.PackEntry;
import lifeboat.engine.restic.pack.PackHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every index, pack and blob that restic wrote into the golden repositories. */
class GoldenPacksTest {

    @ParameterizedTest
    @EnumSource
    void indexFilesEncodeToTheSameBytes(Golden repository) {
        Sealer sealer = repository.sealer();
        repository
                .objects("index")
                .forEach(
                        (id, stored) -> {
                            byte[] json = Golden.open(sealer, stored);
                            assertThat(IndexFile.parse(id, json).toJson()).isEqualTo(json);
                        });
    }

    @ParameterizedTest
    @EnumSource
    void headersSayWhatTheIndexSaysAndEncodeToTheSameBytes(Golden repository) {
        Sealer sealer = repository.sealer();
        Map<ObjectId, List<PackEntry>> indexed = new HashMap<>();
        for (IndexFile index : repository.indexes(sealer).values()) {
            for (IndexedPack pack : index.packs()) {
                assertThat(indexed.put(pack.id(), pack.entries())).isNull();
            }
        }
        Map<ObjectId, byte[]> packs = repository.objects("data");
        assertThat(indexed).containsOnlyKeys(packs.keySet());
        packs.forEach(
                (id, pack) -> {
                    byte[] header = header(sealer, id, pack);
                    List<PackEntry> entries = PackHeader.decode(id, header, pack.length);
                    assertThat(PackHeader.encode(entries)).isEqualTo(header);
                    assertThat(entries)
                            .isEqualTo(
                                    indexed.get(id).stream()
                                            .sorted(Comparator.comparingLong(PackEntry::offset))
                                            .toList());
                });
    }

    @ParameterizedTest
    @EnumSource
    void blobsOpenToTheirIds(Golden repository) {
        Sealer sealer = repository.sealer();
        int compressed = 0;
        int plain = 0;
        try (BlobCompressor compressor = new BlobCompressor(BlobCompressor.DEFAULT_LEVEL)) {
            for (Map.Entry<ObjectId, byte[]> file : repository.objects("data").entrySet()) {
                byte[] pack = file.getValue();
                byte[] header = header(sealer, file.getKey(), pack);
                for (PackEntry entry : PackHeader.decode(file.getKey(), header, pack.length)) {
                    byte[] content = read(sealer, compressor, pack, entry);
                    assertThat(ObjectId.hash(content)).isEqualTo(entry.id());
                    compressed += entry.isCompressed() ? 1 : 0;
                    plain += entry.isCompressed() ? 0 : 1;
                }
            }
        }
        assertThat(plain).isPositive();
        assertThat(compressed > 0).isEqualTo(repository == Golden.V2);
    }

    private static byte[] read(
            Sealer sealer, BlobCompressor compressor, byte[] pack, PackEntry entry) {
        int from = (int) entry.offset();
        byte[] opened =
                sealer.open(Arrays.copyOfRange(pack, from, from + (int) entry.length()))
                        .orElseThrow();
        if (!entry.isCompressed()) {
            return opened;
        }
        byte[] content = new byte[(int) entry.plainLength()];
        assertThat(compressor.decompress(opened, 0, opened.length, content, 0, content.length))
                .isTrue();
        return content;
    }

    private static byte[] header(Sealer sealer, ObjectId id, byte[] pack) {
        int length = PackHeader.sealedLength(id, pack, pack.length);
        int end = pack.length - PackHeader.LENGTH_BYTES;
        return sealer.open(Arrays.copyOfRange(pack, end - length, end)).orElseThrow();
    }
}
