package lifeboat.engine;

/**
 * How deep to check a repository.
 *
 * @param dataShare the share of packs whose content is read: 0 for structure only, 1 for all
 */
public record CheckRequest(double dataShare) {

    public CheckRequest {
        if (!(dataShare >= 0 && dataShare <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1: " + dataShare);
        }
    }
}
