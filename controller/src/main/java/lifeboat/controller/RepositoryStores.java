package lifeboat.controller;

import java.time.Duration;
import java.util.Random;
import lifeboat.controller.catalog.Stores;
import lifeboat.engine.Platform;
import lifeboat.engine.store.LocalObjectStore;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.RepositoryUrl;
import lifeboat.engine.store.RetryPolicy;
import lifeboat.engine.store.RetryingObjectStore;
import lifeboat.engine.store.s3.S3ObjectStore;
import lifeboat.engine.store.s3.S3Settings;

/**
 * Opens repositories for looking at them, with the credentials of the controller's surroundings.
 */
record RepositoryStores(Platform platform) implements Stores {

    private static final int CONNECTIONS = 4;

    /** Whoever looks at the catalogue is to be told soon that a repository is away. */
    private static final RetryPolicy IMPATIENT =
            new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(30));

    @Override
    public ObjectStore open(String url) {
        ObjectStore store =
                switch (RepositoryUrl.parse(url)) {
                    case RepositoryUrl.Local local ->
                            new LocalObjectStore(local.folder(), platform.clock());
                    case RepositoryUrl.S3 s3 ->
                            S3ObjectStore.open(
                                    s3.target(), S3Settings.of(CONNECTIONS), platform.clock());
                };
        return new RetryingObjectStore(store, IMPATIENT, platform, new Random(), _ -> {});
    }
}
