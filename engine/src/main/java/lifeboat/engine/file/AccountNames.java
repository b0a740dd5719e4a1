package lifeboat.engine.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of users and groups as this host knows them, also from LDAP: what the C library is
 * configured to ask (nsswitch.conf).
 *
 * <p>Thread-safe. Each number is asked for once in the life of this object, also one that was not
 * found or whose lookup failed: a directory server that hangs must not be waited for once per file.
 */
public final class AccountNames {

    private static final MethodHandle GETPWUID_R = handle("getpwuid_r");
    private static final MethodHandle GETGRGID_R = handle("getgrgid_r");

    private static final int FIRST_BYTES = 4096;

    /**
     * Members of a group fill the buffer; with more than this many bytes a group stays nameless.
     */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int ERANGE = 34;

    /**
     * {@code struct passwd} and {@code struct group} have 48 and 32 bytes; both begin with the
     * name.
     */
    private static final int STRUCT_BYTES = 64;

    private final Map<Long, Optional<String>> users = new ConcurrentHashMap<>();
    private final Map<Long, Optional<String>> groups = new ConcurrentHashMap<>();

    /** The name of a user; empty if the host knows none or does not answer. */
    public Optional<String> user(long uid) {
        return users.computeIfAbsent(uid, id -> find(GETPWUID_R, id));
    }

    /** The name of a group; empty if the host knows none or does not answer. */
    public Optional<String> group(long gid) {
        return groups.computeIfAbsent(gid, id -> find(GETGRGID_R, id));
    }

    private static Optional<String> find(MethodHandle lookup, long id) {
        for (int bytes = FIRST_BYTES; bytes <= MOST_BYTES; bytes *= 4) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment struct = arena.allocate(STRUCT_BYTES, Long.BYTES);
                MemorySegment buffer = arena.allocate(bytes);
                MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
                int error = call(lookup, (int) id, struct, buffer, result);
                if (error != ERANGE) {
                    return name(error, struct, buffer, result);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> name(
            int error, MemorySegment struct, MemorySegment buffer, MemorySegment result) {
        boolean found = error == 0 && result.get(ValueLayout.JAVA_LONG, 0) != 0;
        if (!found) {
            return Optional.empty();
        }
        // The name lies in the buffer that we lent, so no foreign memory is read by address.
        long at = struct.get(ValueLayout.JAVA_LONG, 0) - buffer.address();
        boolean inside = at >= 0 && at < buffer.byteSize();
        return inside ? Optional.of(buffer.getString(at, UTF_8)) : Optional.empty();
    }

    @SuppressWarnings(
            "restricted") // both have the signature (id, struct*, char*, size_t, struct**)
    private static MethodHandle handle(String function) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(function),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS));
    }

    private static int call(
            MethodHandle lookup,
            int id,
            MemorySegment struct,
            MemorySegment buffer,
            MemorySegment result) {
        try {
            return (int) lookup.invokeExact(id, struct, buffer, buffer.byteSize(), result);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) { // declared by MethodHandle, thrown by no downcall
            throw new IllegalStateException(impossible);
        }
    }
}
