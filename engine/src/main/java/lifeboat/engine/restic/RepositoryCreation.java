package lifeboat.engine.restic;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Password;
import lifeboat.engine.Platform;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.chunk.Polynomial;
import lifeboat.engine.restic.crypto.MasterKey;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.key.KeyFile;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.ObjectStore.PutResult;

/**
 * Makes a repository of version 2 where there is none.
 *
 * <p>The key is written before the config: what has a config can be opened.
 */
final class RepositoryCreation {

    private static final int VERSION = 2;

    private final ObjectStore store;
    private final SecureRandom random = new SecureRandom();

    RepositoryCreation(ObjectStore store) {
        this.store = store;
    }

    ResticRepository run(Password password, Platform platform, String username, String hostname)
            throws InterruptedException {
        refuseIfTaken();
        MasterKey key = MasterKey.random(random);
        ConfigFile config = new ConfigFile(VERSION, newId(), Polynomial.random(random));
        KeyFile.Origin origin = KeyFile.Origin.of(platform.clock().instant(), username, hostname);
        byte[] keyFile = KeyFile.create(password, key, origin, random).toJson();
        ObjectKey keyName = ResticRepository.keyOf(ObjectId.hash(keyFile));
        store.putIfAbsent(keyName, keyFile);
        byte[] sealed = new Sealer(key, random).seal(config.toJson());
        if (store.putIfAbsent(ResticRepository.CONFIG, sealed) == PutResult.EXISTS) {
            store.delete(keyName); // another was faster; ours opens nothing
            throw taken(ResticRepository.CONFIG);
        }
        return new ResticRepository(store, platform, key, config);
    }

    private String newId() {
        byte[] id = new byte[ObjectId.BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** A config that was lost must not be replaced: keys and snapshots say that there was one. */
    private void refuseIfTaken() throws InterruptedException {
        for (KeyPrefix folder : List.of(ResticRepository.KEYS, FileKind.SNAPSHOT.prefix())) {
            store.list(
                    folder,
                    object -> {
                        throw taken(object.key());
                    });
        }
        if (ResticRepository.hasConfig(store)) {
            throw taken(ResticRepository.CONFIG);
        }
    }

    private RepositoryException taken(ObjectKey evidence) {
        return new RepositoryException(
                Kind.REPOSITORY_EXISTS,
                "there is, or was, a repository in " + store.url() + ": it has " + evidence,
                "use it with its password, or choose another place");
    }
}
