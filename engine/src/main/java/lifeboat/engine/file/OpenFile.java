package lifeboat.engine.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/** An open file: read and written at positions, by any number of threads at a time. */
public final class OpenFile extends OpenInode {

    private static final int F_OFD_SETLK = 37;
    private static final short F_WRLCK = 1;

    OpenFile(int descriptor, Location location, ScratchPool pool) {
        super(descriptor, location, pool);
    }

    /**
     * Writes all of {@code length} bytes of {@code source} from {@code offset} to {@code position}
     * of the file, which grows as needed; what lies between its old end and there reads as zeros.
     * After a failure any part may be written.
     */
    public void write(byte[] source, int offset, int length, long position) {
        Objects.checkFromIndexSize(offset, length, source.length);
        try (Scratch scratch = pool().take()) {
            int done = 0;
            while (done < length) {
                int part = Math.min(length - done, Scratch.DATA_BYTES);
                long address = scratch.putData(source, offset + done, part);
                long written =
                        scratch.call(
                                SystemCall.PWRITE64, descriptor(), address, part, position + done);
                if (written == 0) { // never seen on Linux; without this it would be an endless loop
                    throw location().failure("write", Errno.EIO.asResult());
                }
                done += (int) location().check("write", written);
            }
        }
    }

    /**
     * Reads from {@code position} of the file into {@code target}.
     *
     * @return how many bytes; fewer than {@code length} only if the file ends there
     */
    public int read(byte[] target, int offset, int length, long position) {
        Objects.checkFromIndexSize(offset, length, target.length);
        try (Scratch scratch = pool().take()) {
            int done = 0;
            while (done < length) {
                int part = Math.min(length - done, Scratch.DATA_BYTES);
                long read =
                        scratch.call(
                                SystemCall.PREAD64,
                                descriptor(),
                                scratch.data().address(),
                                part,
                                position + done);
                if (location().check("read", read) == 0) {
                    break;
                }
                scratch.getData(target, offset + done, (int) read);
                done += (int) read;
            }
            return done;
        }
    }

    /** Cuts the file, or lets it grow by a hole that reads as zeros. */
    public void setSize(long sizeBytes) {
        run("set the size of", SystemCall.FTRUNCATE, sizeBytes, 0);
    }

    /**
     * Takes the exclusive lock of the whole file; repeating it is harmless. It belongs to this
     * object alone (an open file description lock), also against others in this process, and ends
     * when it is closed or the process dies. The file must be open for writing.
     *
     * @return false if another holds it
     */
    public boolean tryLock() {
        try (Scratch scratch = pool().take()) {
            MemorySegment flock = scratch.struct().asSlice(0, 32).fill((byte) 0); // 0, 0: all
            flock.set(ValueLayout.JAVA_SHORT, 0, F_WRLCK);
            long result =
                    scratch.call(SystemCall.FCNTL, descriptor(), F_OFD_SETLK, flock.address());
            if (result == Errno.EAGAIN.asResult() || result == Errno.EACCES.asResult()) {
                return false;
            }
            location().check("lock", result);
            return true;
        }
    }
}
