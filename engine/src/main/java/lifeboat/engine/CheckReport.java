package lifeboat.engine;

/**
 * What a check found; the findings themselves are problems of the {@link Progress}.
 *
 * @param packsRead packs whose content was read and proven
 * @param indexLost whether an index file is damaged, or one is gone whose packs are there: what
 *     snapshots lack may all be found by a new index
 * @param errors findings that cost data
 * @param warnings findings that cost nothing, such as a pack that no index names
 */
public record CheckReport(
        long snapshots,
        long packs,
        long packsRead,
        long trees,
        long blobs,
        boolean indexLost,
        long errors,
        long warnings) {}
