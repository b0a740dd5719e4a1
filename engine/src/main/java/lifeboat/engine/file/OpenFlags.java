package lifeboat.engine.file;

/** Ways to open, as sets of Linux' {@code O_} flags; two of them differ between processors. */
final class OpenFlags {

    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_NOCTTY = 0400;
    private static final int O_NONBLOCK = 04000;
    private static final int O_NOATIME = 01000000;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_PATH = 010000000;
    private static final int O_DIRECTORY =
            switch (Architecture.running()) {
                case X86_64 -> 0200000;
                case AARCH64 -> 040000;
            };
    private static final int O_NOFOLLOW =
            switch (Architecture.running()) {
                case X86_64 -> 0400000;
                case AARCH64 -> 0100000;
            };

    /** A directory that an operator names: links lead to where they lead. */
    static final int FOLLOW_TO_DIRECTORY = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

    static final int DIRECTORY = FOLLOW_TO_DIRECTORY | O_NOFOLLOW;

    static final int CREATE_NEW = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;

    // A pipe put in a file's place would hold the open until its other end comes, for ever.
    private static final int NEVER_WAIT = O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC;

    static final int READ_AND_WRITE = O_RDWR | O_CREAT | NEVER_WAIT;

    static final int READ = O_RDONLY | NEVER_WAIT;

    /**
     * As {@link #READ}, and the access time stays; refused with EPERM to all but owner and root.
     */
    static final int READ_UNSEEN = READ | O_NOATIME;

    /** A handle on whatever it is, that allows neither reading nor writing. */
    static final int REFER = O_PATH | O_NOFOLLOW | O_CLOEXEC;

    private OpenFlags() {}
}
