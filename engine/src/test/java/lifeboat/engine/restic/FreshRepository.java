package lifeboat.engine.restic;

import java.security.SecureRandom;
import lifeboat.engine.Platform;
import lifeboat.engine.restic.chunk.Polynomial;
import lifeboat.engine.restic.crypto.MasterKey;
import lifeboat.engine.store.ObjectStore;

/** Repositories without key and config objects, which spares each test the key derivation. */
public final class FreshRepository {

    private static final MasterKey KEY = MasterKey.random(new SecureRandom());
    private static final ConfigFile CONFIG =
            new ConfigFile(2, "0".repeat(64), new Polynomial(0x21a3f3d8ab4937L));

    private FreshRepository() {}

    /** The repository in {@code store}; all have one key. */
    public static ResticRepository in(ObjectStore store, Platform platform) {
        return new ResticRepository(store, platform, KEY, CONFIG);
    }
}
