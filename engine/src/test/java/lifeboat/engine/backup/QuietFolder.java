package lifeboat.engine.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes folders below {@code target}: the system's folder for temporary files changes whenever any
 * program uses it, and is saved with every path that leads through it.
 */
final class QuietFolder implements TempDirFactory {

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
            throws IOException {
        return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "backup");
    }
}
