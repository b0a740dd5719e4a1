package lifeboat.engine.restore;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.BitSet;
import lifeboat.engine.ObjectId;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.restic.index.BlobIndex;

/** Reads files and holds them against the hashes of their blobs. For one thread. */
final class ContentProof {

    private static final int PIECE = 64 << 10;

    private final BlobIndex index;
    private final MessageDigest sha256 = ObjectId.sha256();
    private final byte[] buffer = new byte[PIECE];
    private final byte[] hash = new byte[ObjectId.BYTES];

    ContentProof(BlobIndex index) {
        this.index = index;
    }

    /** Whether a file consists of these blobs and nothing else. */
    boolean matches(Directory directory, byte[] name, int[] rows) throws InterruptedException {
        try (OpenFile file = directory.openForReading(name)) {
            long position = 0;
            for (int row : rows) {
                if (!holds(file, position, row)) {
                    return false;
                }
                position += index.plainLength(row);
            }
            return file.read(buffer, 0, 1, position) == 0;
        }
    }

    /** Which of these blobs, by their order, a file holds in their places. */
    BitSet found(OpenFile file, int[] rows) throws InterruptedException {
        BitSet found = new BitSet();
        long position = 0;
        for (int i = 0; i < rows.length; i++) {
            found.set(i, holds(file, position, rows[i]));
            position += index.plainLength(rows[i]);
        }
        return found;
    }

    private boolean holds(OpenFile file, long position, int row) throws InterruptedException {
        long end = position + index.plainLength(row);
        for (long at = position; at < end; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int read = file.read(buffer, 0, (int) Math.min(PIECE, end - at), at);
            if (read == 0) {
                sha256.reset();
                return false;
            }
            sha256.update(buffer, 0, read);
            at += read;
        }
        try {
            sha256.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        return ObjectId.of(hash, 0).equals(index.id(row));
    }
}
