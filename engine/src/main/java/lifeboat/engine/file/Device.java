package lifeboat.engine.file;

/** Device numbers as glibc's {@code makedev} packs them, and Go, and so restic. */
final class Device {

    private Device() {}

    static long pack(int major, int minor) {
        long high = Integer.toUnsignedLong(major);
        long low = Integer.toUnsignedLong(minor);
        return (high & 0xffff_f000L) << 32
                | (high & 0xfffL) << 8
                | (low & 0xffff_ff00L) << 12
                | (low & 0xffL);
    }

    /** Whether {@code mknodat} takes it: 12 bits of major, 20 of minor, packed the same way. */
    static boolean isKernels(long device) {
        return device >>> Integer.SIZE == 0;
    }
}
