package lifeboat.engine.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.PackEntry;
import lifeboat.engine.restic.pack.PackHeader;

/** Proves packs: their hash, their header against the index, each blob. For one thread. */
final class PackProof implements AutoCloseable {

    private static final int MAX_TAIL = (16 << 20) + PackHeader.LENGTH_BYTES;

    private final BlobIndex index;
    private final BlobOpener opener;
    private final Sealer sealer;
    private byte[] sealed = new byte[64 << 10];

    /**
     * What is wrong with a pack.
     *
     * @param faults of the file as a whole
     * @param badBlobs rows of the blobs that don't open
     */
    record Findings(List<String> faults, List<Integer> badBlobs) {
        boolean isGood() {
            return faults.isEmpty() && badBlobs.isEmpty();
        }
    }

    PackProof(ResticRepository repository, BlobIndex index) {
        this.index = index;
        opener = repository.blobOpener();
        sealer = repository.sealer();
    }

    /**
     * Reads a pack to its end.
     *
     * @param rows its blobs by the index, in the order of their offsets
     */
    Findings read(InputStream in, ObjectId pack, long size, int[] rows) throws IOException {
        List<String> faults = new ArrayList<>();
        List<Integer> badBlobs = new ArrayList<>();
        MessageDigest sha256 = ObjectId.sha256();
        InputStream content = new DigestInputStream(in, sha256);
        long at = 0;
        boolean fits = true;
        for (int row : rows) {
            long length = index.length(row);
            fits = fits && index.offset(row) == at && at + length <= size;
            if (!fits || length > BlobOpener.MAX_TREE_BYTES) {
                badBlobs.add(row);
            } else {
                at += readBlob(content, row, badBlobs);
            }
        }
        if (fits && size - at <= MAX_TAIL) {
            byte[] tail = content.readNBytes((int) (size - at));
            headerFault(pack, tail, size, rows).ifPresent(faults::add);
        } else {
            faults.add("its blobs are not where the index says");
        }
        content.transferTo(OutputStream.nullOutputStream());
        if (!ObjectId.of(sha256.digest(), 0).equals(pack)) {
            faults.add("its SHA-256 is not its name");
        }
        return new Findings(faults, badBlobs);
    }

    private long readBlob(InputStream in, int row, List<Integer> badBlobs) throws IOException {
        int length = (int) index.length(row);
        if (sealed.length < length) {
            sealed = new byte[length];
        }
        int read = in.readNBytes(sealed, 0, length);
        if (read < length || !opener.open(sealed, 0, length, index, row)) {
            badBlobs.add(row);
        }
        return length;
    }

    private Optional<String> headerFault(ObjectId pack, byte[] tail, long size, int[] rows) {
        try {
            int length = PackHeader.sealedLength(pack, tail, size);
            int end = tail.length - PackHeader.LENGTH_BYTES;
            if (length > end) {
                return Optional.of("its header is longer than the index leaves room for");
            }
            Optional<byte[]> header = sealer.open(Arrays.copyOfRange(tail, end - length, end));
            if (header.isEmpty()) {
                return Optional.of("the MAC of its header is wrong");
            }
            List<PackEntry> entries = PackHeader.decode(pack, header.get(), size);
            return entries.equals(Arrays.stream(rows).mapToObj(index::entry).toList())
                    ? Optional.empty()
                    : Optional.of("its header lists other blobs than the index");
        } catch (RepositoryException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public void close() {
        opener.close();
    }
}
