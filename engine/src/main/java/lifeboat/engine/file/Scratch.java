package lifeboat.engine.file;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Native memory for the arguments of one system call at a time, and the call itself.
 *
 * <p>Taken from a {@link ScratchPool} for one method and closed at its end. Not thread-safe.
 *
 * <p>Why not {@code Linker.Option.critical} and heap arrays, which need no such memory: during a
 * critical call the garbage collector waits, so one write to a disk with a full queue, or one
 * {@code statx} on a network file system that hangs, would stop every thread of the process. It
 * gains nothing that shows: {@code statx} and its decoding took 1.2 to 1.4 µs either way, of which
 * the pool is 10 ns (JDK 25, tmpfs, measured 2026-11).
 */
final class Scratch implements AutoCloseable {

    /** Holds the longest attribute; files of 512 MiB were written no faster with 256 KiB. */
    static final int DATA_BYTES = 64 * 1024;

    /** Linux' PATH_MAX, with the closing NUL. */
    private static final int TEXT_BYTES = 4096;

    private static final int STRUCT_BYTES = 256; // struct statx, the largest in use

    private static final MethodHandle SYSCALL = syscall();

    private final ScratchPool pool;
    private final MemorySegment errno;
    private final MemorySegment struct;
    private final MemorySegment first;
    private final MemorySegment second;
    private final MemorySegment data;

    /** The collector frees the memory, so that a scratch the pool has no room for is not leaked. */
    Scratch(ScratchPool pool) {
        this.pool = pool;
        Arena arena = Arena.ofAuto();
        errno = arena.allocate(Linker.Option.captureStateLayout());
        struct = arena.allocate(STRUCT_BYTES, Long.BYTES);
        first = arena.allocate(TEXT_BYTES);
        second = arena.allocate(TEXT_BYTES);
        data = arena.allocate(DATA_BYTES, Long.BYTES);
    }

    @SuppressWarnings("restricted") // the signature is that of syscall(2)
    private static MethodHandle syscall() {
        ValueLayout word = ValueLayout.JAVA_LONG;
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(word, word, word, word, word, word, word),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
    }

    /**
     * Makes a system call, again if a signal cut it short.
     *
     * @return what the kernel returns: below zero the negated errno
     */
    long call(SystemCall call, long a, long b, long c, long d, long e) {
        while (true) {
            long result = invoke(call.number, a, b, c, d, e);
            if (result != -1) {
                return result;
            }
            int number = errno.get(ValueLayout.JAVA_INT, 0);
            // An interrupted close has closed; a second one could hit another thread's new file.
            if (-number != Errno.EINTR.asResult() || call == SystemCall.CLOSE) {
                return -number;
            }
        }
    }

    private long invoke(long number, long a, long b, long c, long d, long e) {
        try {
            return (long) SYSCALL.invokeExact(errno, number, a, b, c, d, e);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) { // declared by MethodHandle, thrown by no downcall
            throw new IllegalStateException(impossible);
        }
    }

    long call(SystemCall call, long a, long b, long c, long d) {
        return call(call, a, b, c, d, 0);
    }

    long call(SystemCall call, long a, long b, long c) {
        return call(call, a, b, c, 0, 0);
    }

    long call(SystemCall call, long a, long b) {
        return call(call, a, b, 0, 0, 0);
    }

    /**
     * Says why the kernel would not take {@code text} as it stands, as a result of a call, or 0.
     * Text comes from repositories: a NUL in it would cut it short without an error.
     */
    static long refuse(byte[] text) {
        if (text.length >= TEXT_BYTES) {
            return Errno.ENAMETOOLONG.asResult();
        }
        for (byte b : text) {
            if (b == 0) {
                return Errno.EINVAL.asResult();
            }
        }
        return 0;
    }

    /** Copies {@code text}, at most 4,095 bytes, and a NUL; returns the address. */
    long first(byte[] text) {
        return copy(text, first);
    }

    /** As {@link #first(byte[])}, into the other place. */
    long second(byte[] text) {
        return copy(text, second);
    }

    private static long copy(byte[] text, MemorySegment to) {
        MemorySegment.copy(text, 0, to, ValueLayout.JAVA_BYTE, 0, text.length);
        to.set(ValueLayout.JAVA_BYTE, text.length, (byte) 0);
        return to.address();
    }

    /** Where a call puts, or finds, its structure: 256 bytes. */
    MemorySegment struct() {
        return struct;
    }

    /**
     * Copies the first words of the structure. At once: where only C1 compiles, each access to
     * native memory goes through several calls.
     */
    long[] words(int count) {
        long[] words = new long[count];
        MemorySegment.copy(struct, ValueLayout.JAVA_LONG, 0, words, 0, count);
        return words;
    }

    /** Where a call puts, or finds, bytes: {@link #DATA_BYTES} of them. */
    MemorySegment data() {
        return data;
    }

    /** Copies at most {@link #DATA_BYTES} in; returns the address. */
    long putData(byte[] source, int offset, int length) {
        MemorySegment.copy(source, offset, data, ValueLayout.JAVA_BYTE, 0, length);
        return data.address();
    }

    void getData(byte[] target, int offset, int length) {
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, target, offset, length);
    }

    byte[] data(long length) {
        byte[] copy = new byte[(int) length];
        getData(copy, 0, copy.length);
        return copy;
    }

    @Override
    public void close() {
        pool.giveBack(this);
    }
}
