package lifeboat.engine.store;

/**
 * Names an object below the repository's prefix: {@code config}, {@code data/ab/abcd…}.
 *
 * @param path relative, parts separated by {@code /}, none of them empty, {@code .} or {@code ..}
 */
public record ObjectKey(String path) {

    public ObjectKey {
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf(0) >= 0) {
                throw new IllegalArgumentException("not an object key: \"" + path + "\"");
            }
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
