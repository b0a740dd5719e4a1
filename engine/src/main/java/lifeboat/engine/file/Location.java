package lifeboat.engine.file;

/**
 * Where something was when it was opened, for messages only. A link to the parent and a name: no
 * text is built until a message needs it.
 */
sealed interface Location {

    record Root(String path) implements Location {
        @Override
        public String toString() {
            return path;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Child(Location parent, byte[] name) implements Location {
        @Override
        public String toString() {
            String folder = parent.toString();
            return (folder.endsWith("/") ? folder : folder + "/") + FileName.show(name);
        }
    }

    default Location child(byte[] name) {
        return new Child(this, name);
    }

    /**
     * Returns the result of a call.
     *
     * @throws FileException if {@code result} is an error, as {@link Scratch#call} returns it
     */
    default long check(String operation, long result) {
        if (result < 0) {
            throw failure(operation, result);
        }
        return result;
    }

    default FileException failure(String operation, long result) {
        return FileException.of(operation, toString(), (int) -result);
    }
}
