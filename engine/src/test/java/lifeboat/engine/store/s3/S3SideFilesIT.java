package lifeboat.engine.store.s3;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.engine.SideFilesContract;
import lifeboat.engine.store.ObjectStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class S3SideFilesIT extends SideFilesContract {

    private static final AtomicInteger PREFIXES = new AtomicInteger();
    private static S3Server server;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected ObjectStore open() {
        return server.open("jenkins/" + PREFIXES.incrementAndGet());
    }
}
