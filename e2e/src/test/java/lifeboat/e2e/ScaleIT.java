package lifeboat.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code ./lifeboat soak} does the same with 100,000 and with 1,000,000 files. */
class ScaleIT {

    /** The bound is what the JVM takes at this size, not yet what the budgets would leave. */
    @Test
    void twentyThousandFilesTakeLittleMemory() throws Exception {
        Needs.agent();
        new Scale(20).run(Path.of(System.getProperty("java.io.tmpdir"))).requireBelow(320);
    }
}
