package lifeboat.engine.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The calls for extended attributes, in the two forms that the kernel has.
 *
 * <p>A target is a descriptor, or the address of a path in the first text of the scratch.
 */
enum ExtendedAttributes {
    OF_DESCRIPTOR(
            SystemCall.FLISTXATTR,
            SystemCall.FGETXATTR,
            SystemCall.FSETXATTR,
            SystemCall.FREMOVEXATTR),
    OF_PATH(
            SystemCall.LLISTXATTR,
            SystemCall.LGETXATTR,
            SystemCall.LSETXATTR,
            SystemCall.LREMOVEXATTR);

    private final SystemCall list;
    private final SystemCall get;
    private final SystemCall set;
    private final SystemCall remove;

    ExtendedAttributes(SystemCall list, SystemCall get, SystemCall set, SystemCall remove) {
        this.list = list;
        this.get = get;
        this.set = set;
        this.remove = remove;
    }

    // XATTR_LIST_MAX and XATTR_SIZE_MAX are 64 KiB: lists and values always fit into the scratch.

    List<byte[]> names(Scratch scratch, long target, Location location) {
        long length = scratch.call(list, target, scratch.data().address(), Scratch.DATA_BYTES);
        if (length == Errno.ENOTSUP.asResult()) {
            return List.of();
        }
        return split(scratch.data(location.check("list attributes of", length)));
    }

    /** Each name ends in a NUL. */
    private static List<byte[]> split(byte[] list) {
        List<byte[]> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < list.length; i++) {
            if (list[i] == 0) {
                names.add(Arrays.copyOfRange(list, start, i));
                start = i + 1;
            }
        }
        return names;
    }

    Optional<byte[]> find(Scratch scratch, long target, byte[] name, Location location) {
        String operation = "read an attribute of";
        location.check(operation, Scratch.refuse(name));
        long length =
                scratch.call(
                        get,
                        target,
                        scratch.second(name),
                        scratch.data().address(),
                        Scratch.DATA_BYTES);
        if (length == Errno.ENODATA.asResult() || length == Errno.ENOTSUP.asResult()) {
            return Optional.empty();
        }
        return Optional.of(scratch.data(location.check(operation, length)));
    }

    void set(Scratch scratch, long target, byte[] name, byte[] value, Location location) {
        String operation = "set attribute " + FileName.show(name) + " of";
        location.check(operation, Scratch.refuse(name));
        if (value.length > Scratch.DATA_BYTES) {
            throw location.failure(operation, Errno.E2BIG.asResult());
        }
        long address = scratch.putData(value, 0, value.length);
        location.check(
                operation, scratch.call(set, target, scratch.second(name), address, value.length));
    }

    boolean remove(Scratch scratch, long target, byte[] name, Location location) {
        String operation = "remove an attribute of";
        location.check(operation, Scratch.refuse(name));
        long result = scratch.call(remove, target, scratch.second(name));
        if (result == Errno.ENODATA.asResult() || result == Errno.ENOTSUP.asResult()) {
            return false;
        }
        location.check(operation, result);
        return true;
    }
}
