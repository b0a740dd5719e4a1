package lifeboat.engine.file;

/**
 * The system calls in use, with their numbers in Linux' {@code asm/unistd_64.h} (x86-64) and {@code
 * asm-generic/unistd.h} (aarch64); the kernel never changes them.
 *
 * <p>By number rather than by the C library's functions: glibc has {@code statx} and {@code
 * renameat2} only since 2.28, {@code getdents64} since 2.30 and {@code mknodat} since 2.33, and
 * hosts with older ones are in service; musl's structures differ.
 */
enum SystemCall {
    CLOSE(3, 57),
    FCHMOD(91, 52),
    FCHMODAT(268, 53),
    FCHOWN(93, 55),
    FCHOWNAT(260, 54),
    FCNTL(72, 25),
    FGETXATTR(193, 10),
    FLISTXATTR(196, 13),
    FREMOVEXATTR(199, 16),
    FSETXATTR(190, 7),
    FSTATFS(138, 44),
    FSYNC(74, 82),
    FTRUNCATE(77, 46),
    GETDENTS64(217, 61),
    LGETXATTR(192, 9),
    LINKAT(265, 37),
    LLISTXATTR(195, 12),
    LREMOVEXATTR(198, 15),
    LSEEK(8, 62),
    LSETXATTR(189, 6),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    OPENAT(257, 56),
    PREAD64(17, 67),
    PWRITE64(18, 68),
    READLINKAT(267, 78),
    RENAMEAT2(316, 276),
    STATFS(137, 43),
    STATX(332, 291),
    SYMLINKAT(266, 36),
    SYNCFS(306, 267),
    UNLINKAT(263, 35),
    UTIMENSAT(280, 88);

    final int number;

    SystemCall(int x86Number, int armNumber) {
        number =
                switch (Architecture.running()) {
                    case X86_64 -> x86Number;
                    case AARCH64 -> armNumber;
                };
    }
}
