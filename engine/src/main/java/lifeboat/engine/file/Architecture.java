package lifeboat.engine.file;

/** The processors whose system calls this package knows. */
enum Architecture {
    X86_64,
    AARCH64;

    /**
     * @throws FileException of kind {@code FILE_PLATFORM_UNSUPPORTED} on any other platform
     */
    static Architecture running() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Architecture of(String system, String processor) {
        if (system.equals("Linux") && processor.equals("amd64")) {
            return X86_64;
        }
        if (system.equals("Linux") && processor.equals("aarch64")) {
            return AARCH64;
        }
        throw FileException.unsupportedPlatform(system, processor);
    }
}
