package lifeboat.engine.restic.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Password;
import lifeboat.engine.restic.crypto.MasterKey;
import lifeboat.engine.restic.crypto.ScryptCost;

/** A key that costs nothing to derive, for tests that open one repository dozens of times. */
public final class CheapKey {

    private static final ScryptCost COST = new ScryptCost(16, 1, 1);

    private CheapKey() {}

    /** Puts a cheap key in the place of the only key of the repository in a folder. */
    public static void replace(Path repository, Password password)
            throws IOException, InterruptedException {
        Path old;
        try (Stream<Path> keys = Files.list(repository.resolve("keys"))) {
            List<Path> all = keys.toList();
            if (all.size() != 1) {
                throw new IOException("several keys: " + all);
            }
            old = all.getFirst();
        }
        KeyFile file =
                KeyFile.parse(
                        ObjectId.parse(old.getFileName().toString()), Files.readAllBytes(old));
        MasterKey key = file.open(password).orElseThrow();
        byte[] json =
                KeyFile.create(password, key, file.origin(), COST, new SecureRandom()).toJson();
        Files.delete(old);
        Files.write(old.resolveSibling(ObjectId.hash(json).hex()), json);
    }
}
