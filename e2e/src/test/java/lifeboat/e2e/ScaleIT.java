package lifeboat.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code ./lifeboat soak} does the same with 100,000 and with 1,000,000 files. */
class ScaleIT {

    /** The budget is for 100,000 files. */
    @Test
    void twentyThousandFilesTakeLittleMemory() throws Exception {
        Needs.agent();
        new Scale(20).run(Path.of(System.getProperty("java.io.tmpdir"))).requireBelow(256);
    }
}
