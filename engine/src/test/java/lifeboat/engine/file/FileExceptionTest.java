package lifeboat.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import lifeboat.engine.EngineException.Retry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FileExceptionTest {

    @Test
    void anUnknownErrnoKeepsItsNumber() {
        assertThat(FileException.of("write", "/x", 71))
                .hasMessage("write /x: the call failed (errno 71)")
                .returns(Errno.OTHER, FileException::errno)
                .returns(71, FileException::number)
                .returns("FILE_FAILED", FileException::code);
    }

    @ParameterizedTest
    @EnumSource
    void everyErrnoIsFoundByItsNumber(Errno errno) {
        assertThat(Errno.of((int) -errno.asResult())).isEqualTo(errno);
    }

    @ParameterizedTest
    @EnumSource
    void whoMustActIsToldWhatToDo(FileException.Kind kind) {
        FileException example =
                Arrays.stream(Errno.values())
                        .filter(errno -> errno.kind == kind)
                        .findFirst()
                        .map(errno -> FileException.of("open", "/x", (int) -errno.asResult()))
                        .orElseGet(() -> FileException.unsupportedPlatform("Mac OS X", "aarch64"));
        assertThat(example.code()).isEqualTo(kind.name());
        if (example.retry() == Retry.AFTER_ACTION) {
            assertThat(example.next()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"Linux, amd64, X86_64", "Linux, aarch64, AARCH64"})
    void twoProcessorsAreKnown(String system, String processor, Architecture known) {
        assertThat(Architecture.of(system, processor)).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, aarch64", "Windows 11, amd64", "Linux, riscv64"})
    void anyOtherPlatformIsRefusedByName(String system, String processor) {
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> Architecture.of(system, processor))
                .returns("FILE_PLATFORM_UNSUPPORTED", FileException::code)
                .withMessageContaining(system)
                .withMessageContaining(processor);
    }
}
