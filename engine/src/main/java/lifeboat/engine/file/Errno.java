package lifeboat.engine.file;

import static lifeboat.engine.file.FileException.Kind.FILE_BUSY;
import static lifeboat.engine.file.FileException.Kind.FILE_DENIED;
import static lifeboat.engine.file.FileException.Kind.FILE_EXISTS;
import static lifeboat.engine.file.FileException.Kind.FILE_FAILED;
import static lifeboat.engine.file.FileException.Kind.FILE_IO_ERROR;
import static lifeboat.engine.file.FileException.Kind.FILE_NOT_FOUND;
import static lifeboat.engine.file.FileException.Kind.FILE_NO_SPACE;
import static lifeboat.engine.file.FileException.Kind.FILE_QUOTA_EXCEEDED;
import static lifeboat.engine.file.FileException.Kind.FILE_READ_ONLY;
import static lifeboat.engine.file.FileException.Kind.FILE_TOO_MANY_OPEN;
import static lifeboat.engine.file.FileException.Kind.FILE_UNSUPPORTED;

/** Why Linux refused a call, with the numbers that x86-64 and aarch64 share. */
public enum Errno {
    EPERM(1, "operation not permitted", FILE_DENIED),
    ENOENT(2, "no such file or directory", FILE_NOT_FOUND),
    EINTR(4, "interrupted system call", FILE_FAILED),
    EIO(5, "input/output error", FILE_IO_ERROR),
    ENXIO(6, "no such device or address", FILE_FAILED),
    E2BIG(7, "too long", FILE_UNSUPPORTED),
    EBADF(9, "bad file descriptor", FILE_FAILED),
    EAGAIN(11, "resource temporarily unavailable", FILE_BUSY),
    ENOMEM(12, "out of memory", FILE_FAILED),
    EACCES(13, "permission denied", FILE_DENIED),
    EBUSY(16, "in use", FILE_BUSY),
    EEXIST(17, "exists already", FILE_EXISTS),
    EXDEV(18, "on another file system", FILE_FAILED),
    ENOTDIR(20, "not a directory", FILE_FAILED),
    EISDIR(21, "is a directory", FILE_FAILED),
    EINVAL(22, "invalid argument", FILE_FAILED),
    ENFILE(23, "too many open files on this host", FILE_TOO_MANY_OPEN),
    EMFILE(24, "too many open files", FILE_TOO_MANY_OPEN),
    ETXTBSY(26, "a running program's file", FILE_BUSY),
    EFBIG(27, "file too large", FILE_UNSUPPORTED),
    ENOSPC(28, "no space left on device", FILE_NO_SPACE),
    EROFS(30, "read-only file system", FILE_READ_ONLY),
    EMLINK(31, "too many links", FILE_UNSUPPORTED),
    ERANGE(34, "result too large", FILE_FAILED),
    ENAMETOOLONG(36, "name too long", FILE_UNSUPPORTED),
    ENOLCK(37, "no locks available", FILE_UNSUPPORTED),
    ENOSYS(38, "the kernel lacks this call", FILE_UNSUPPORTED),
    ENOTEMPTY(39, "directory not empty", FILE_FAILED),
    ELOOP(40, "a symbolic link, or too many of them", FILE_FAILED),
    ENODATA(61, "no such attribute", FILE_NOT_FOUND),
    EOVERFLOW(75, "value too large", FILE_UNSUPPORTED),
    ENOTSUP(95, "not supported by the file system", FILE_UNSUPPORTED),
    ESTALE(116, "stale file handle", FILE_IO_ERROR),
    EUCLEAN(117, "the file system is damaged", FILE_IO_ERROR),
    EDQUOT(122, "disk quota exceeded", FILE_QUOTA_EXCEEDED),
    /** Any other; {@link FileException#number()} tells. */
    OTHER(0, "the call failed", FILE_FAILED);

    private final int number;
    final String text;
    final FileException.Kind kind;

    Errno(int number, String text, FileException.Kind kind) {
        this.number = number;
        this.text = text;
        this.kind = kind;
    }

    static Errno of(int number) {
        for (Errno errno : values()) {
            if (errno.number == number) {
                return errno;
            }
        }
        return OTHER;
    }

    /** As {@link Scratch#call} returns it, for failures found before the kernel is asked. */
    long asResult() {
        return -number;
    }
}
