package lifeboat.engine.store;

/**
 * A folder of objects: {@code data/}, {@code locks/}, or the empty prefix for all.
 *
 * @param path empty, or ends in {@code /}
 */
public record KeyPrefix(String path) {

    public KeyPrefix {
        if (!path.isEmpty() && !path.endsWith("/")) {
            throw new IllegalArgumentException("a prefix ends in /: \"" + path + "\"");
        }
    }
}
