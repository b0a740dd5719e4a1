package lifeboat.engine.store;

import java.time.Instant;

/**
 * An object in a listing.
 *
 * @param modified by the store's clock
 */
public record ObjectInfo(ObjectKey key, long sizeBytes, Instant modified) {}
