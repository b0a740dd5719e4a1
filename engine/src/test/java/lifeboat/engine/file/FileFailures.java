package lifeboat.engine.file;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says that a call fails with a certain errno. */
final class FileFailures {

    private FileFailures() {}

    static FileException assertRefused(Errno errno, ThrowingCallable call) {
        FileException[] seen = new FileException[1];
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(call)
                .satisfies(e -> seen[0] = e)
                .returns(errno, FileException::errno);
        return seen[0];
    }
}
