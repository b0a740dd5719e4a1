package lifeboat.engine.file;

import lifeboat.engine.EngineException;

/** The file system refused a call; {@link #errno()} is its own word for why. */
public final class FileException extends EngineException {

    private static final long serialVersionUID = 1;

    /** What a person can do about it; the name is the stable code. */
    public enum Kind {
        FILE_NOT_FOUND(Retry.NEVER, ""),
        FILE_EXISTS(Retry.NEVER, ""),
        FILE_DENIED(
                Retry.AFTER_ACTION,
                "Run it as root or as the owner of the files; if it did, look for an immutable flag"
                        + " (lsattr) or a missing capability of the container."),
        FILE_NO_SPACE(
                Retry.AFTER_ACTION,
                "Make room on the file system (see df -h and df -i), then run it again."),
        FILE_QUOTA_EXCEEDED(
                Retry.AFTER_ACTION, "Raise the quota (see quota -s), then run it again."),
        FILE_READ_ONLY(
                Retry.AFTER_ACTION,
                "Mount the file system writable; if it was, it found an error in itself: see"
                        + " dmesg."),
        FILE_TOO_MANY_OPEN(
                Retry.AFTER_ACTION,
                "Raise the limit of open files (ulimit -n, LimitNOFILE= in a systemd unit)."),
        FILE_IO_ERROR(
                Retry.AFTER_ACTION,
                "The disk or its network failed: see dmesg before anything is written to it"
                        + " again."),
        FILE_BUSY(
                Retry.AFTER_ACTION,
                "See what uses it: fuser -v, or findmnt if it is a mount point."),
        FILE_UNSUPPORTED(Retry.NEVER, "Use a file system that can hold this, such as ext4."),
        FILE_PLATFORM_UNSUPPORTED(Retry.NEVER, "Run it on Linux on x86-64 or aarch64."),
        FILE_FAILED(Retry.NEVER, "");

        private final Retry retry;
        private final String next;

        Kind(Retry retry, String next) {
            this.retry = retry;
            this.next = next;
        }
    }

    private final Kind kind;
    private final Errno errno;
    private final int number;

    private FileException(Kind kind, Errno errno, int number, String message) {
        super(message, null);
        this.kind = kind;
        this.errno = errno;
        this.number = number;
    }

    static FileException of(String operation, String path, int number) {
        Errno errno = Errno.of(number);
        String name = errno == Errno.OTHER ? "errno " + number : errno.name();
        return new FileException(
                errno.kind,
                errno,
                number,
                operation + " " + path + ": " + errno.text + " (" + name + ")");
    }

    static FileException unsupportedPlatform(String system, String processor) {
        return new FileException(
                Kind.FILE_PLATFORM_UNSUPPORTED,
                Errno.OTHER,
                0,
                "no way to call the file system of " + system + " on " + processor);
    }

    public Kind kind() {
        return kind;
    }

    public Errno errno() {
        return errno;
    }

    /** The kernel's number, also of an errno that has no name here. */
    public int number() {
        return number;
    }

    @Override
    public String code() {
        return kind.name();
    }

    @Override
    public Retry retry() {
        return kind.retry;
    }

    @Override
    public String next() {
        return kind.next;
    }
}
