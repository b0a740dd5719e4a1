package lifeboat.engine;

/**
 * What a check found; the findings themselves are problems of the {@link Progress}.
 *
 * @param packsRead packs whose content was read and proven
 * @param errors findings that cost data
 * @param warnings findings that cost nothing, such as a pack that no index names
 */
public record CheckReport(
        long snapshots,
        long packs,
        long packsRead,
        long trees,
        long blobs,
        long errors,
        long warnings) {}
