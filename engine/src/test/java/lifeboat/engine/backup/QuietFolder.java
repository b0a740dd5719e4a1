package lifeboat.engine.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes folders in {@code /var/tmp}, which hardly any program uses: {@code /tmp} changes all the
 * time, and is saved with every path that leads through it, also if the checkout lies there.
 */
final class QuietFolder implements TempDirFactory {

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
            throws IOException {
        return Files.createTempDirectory(Path.of("/var/tmp"), "lifeboat-test");
    }
}
