package lifeboat.engine.restic.pack;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.crypto.Sealer;

/**
 * The header of a pack: for each blob in file order a type byte, its sealed length, its
 * uncompressed length if it is compressed, and its id. Offsets are the running sum, so nothing lies
 * between.
 */
public final class PackHeader {

    /** Bytes of the header's length, the last of the file. */
    public static final int LENGTH_BYTES = 4;

    /** A read of this many bytes from the end holds the header of a pack of up to 15 blobs. */
    public static final int TAIL_BYTES = 15 * 41 + Sealer.OVERHEAD + LENGTH_BYTES;

    /** The largest sealed header that restic reads. */
    private static final int MAX_BYTES = 16 << 20;

    private static final int PLAIN_ENTRY = 1 + 4 + ObjectId.BYTES;

    /** The most bytes that one blob takes in it. */
    static final int COMPRESSED_ENTRY = PLAIN_ENTRY + 4;

    private static final int COMPRESSED_TYPE = 2; // added to the type's code

    private PackHeader() {}

    /** Bytes of the whole pack with these blobs, as check wants it to be. */
    public static long packSize(List<PackEntry> entries) {
        long size = Sealer.OVERHEAD + LENGTH_BYTES;
        for (PackEntry entry : entries) {
            size += entry.length() + entrySize(entry);
        }
        return size;
    }

    private static int entrySize(PackEntry entry) {
        return entry.isCompressed() ? COMPRESSED_ENTRY : PLAIN_ENTRY;
    }

    /** The plain header of blobs that follow each other from offset 0. */
    public static byte[] encode(List<PackEntry> entries) {
        int size = 0;
        for (PackEntry entry : entries) {
            size += entrySize(entry);
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (PackEntry entry : entries) {
            boolean compressed = entry.isCompressed();
            out.put((byte) (entry.type().code() + (compressed ? COMPRESSED_TYPE : 0)));
            out.putInt((int) entry.length());
            if (compressed) {
                out.putInt((int) entry.uncompressedLength());
            }
            entry.id().write(out.array(), out.position());
            out.position(out.position() + ObjectId.BYTES);
        }
        return out.array();
    }

    /**
     * Returns the length of the sealed header, which ends {@link #LENGTH_BYTES} before the end.
     *
     * @param tail the last bytes of the pack, at least {@link #LENGTH_BYTES} unless it is shorter
     * @throws RepositoryException {@code REPOSITORY_DAMAGED} if no such header fits the file
     */
    public static int sealedLength(ObjectId pack, byte[] tail, long packSize) {
        if (tail.length < LENGTH_BYTES) {
            throw damaged(pack, "it has " + packSize + " bytes");
        }
        long length =
                Integer.toUnsignedLong(
                        ByteBuffer.wrap(tail)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getInt(tail.length - LENGTH_BYTES));
        if (length < Sealer.OVERHEAD + PLAIN_ENTRY
                || length > MAX_BYTES
                || length > packSize - LENGTH_BYTES) {
            throw damaged(pack, "a header of " + length + " bytes in " + packSize);
        }
        return (int) length;
    }

    /**
     * Reads an opened header.
     *
     * @throws RepositoryException {@code REPOSITORY_DAMAGED} if an entry is cut or of no known
     *     type, or if blobs and header don't add up to {@code packSize}
     */
    public static List<PackEntry> decode(ObjectId pack, byte[] header, long packSize) {
        List<PackEntry> entries = new ArrayList<>(header.length / PLAIN_ENTRY);
        ByteBuffer in = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        long offset = 0;
        try {
            while (in.hasRemaining()) {
                PackEntry entry = readEntry(in, offset);
                entries.add(entry);
                offset += entry.length();
            }
        } catch (BufferUnderflowException e) {
            throw damaged(pack, "its header ends within an entry");
        } catch (IllegalArgumentException e) {
            throw damaged(pack, e.getMessage());
        }
        if (packSize(entries) != packSize) {
            throw damaged(
                    pack,
                    "its header accounts for "
                            + packSize(entries)
                            + " bytes, and it has "
                            + packSize);
        }
        return List.copyOf(entries);
    }

    private static PackEntry readEntry(ByteBuffer in, long offset) {
        int code = Byte.toUnsignedInt(in.get());
        boolean compressed = code >= COMPRESSED_TYPE;
        BlobType type =
                switch (code) {
                    case 0, COMPRESSED_TYPE -> BlobType.DATA;
                    case 1, 1 + COMPRESSED_TYPE -> BlobType.TREE;
                    default -> throw new IllegalArgumentException("a blob of type " + code);
                };
        long length = Integer.toUnsignedLong(in.getInt());
        long uncompressedLength = compressed ? Integer.toUnsignedLong(in.getInt()) : 0;
        if (compressed && uncompressedLength == 0) {
            throw new IllegalArgumentException("a compressed blob of no bytes");
        }
        byte[] id = new byte[ObjectId.BYTES];
        in.get(id);
        return new PackEntry(type, ObjectId.of(id, 0), offset, length, uncompressedLength);
    }

    private static RepositoryException damaged(ObjectId pack, String why) {
        return new RepositoryException(
                Kind.REPOSITORY_DAMAGED,
                "pack " + pack + " is damaged: " + why,
                "restore other copies of its blobs with `restic repair packs`, or bring it back");
    }
}
