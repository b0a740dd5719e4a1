package lifeboat.engine.store;

/**
 * Names an object below the repository's prefix: {@code config}, {@code data/ab/abcd…}.
 *
 * @param path relative, parts separated by {@code /}, none of them empty, {@code .} or {@code ..}
 */
public record ObjectKey(String path) {

    public ObjectKey {
        if (!isValid(path)) {
            throw new IllegalArgumentException("not an object key: \"" + path + "\"");
        }
    }

    /** Whether {@code path} can be a key's; what others put into a store may have other names. */
    public static boolean isValid(String path) {
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf(0) >= 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return path;
    }
}
