package lifeboat.engine;

/**
 * Something that went wrong with one file or object while the rest of the work went on.
 *
 * @param code stable name, such as {@code BLOB_DAMAGED} or {@code FILE_VANISHED}
 * @param path the file or object, printable: bytes that are not UTF-8 are shown as {@code \xhh}
 * @param message what happened, one sentence with the evidence
 */
public record Problem(Severity severity, String code, String path, String message) {

    /**
     * An error means that something asked for is not there; a warning that a person should look. A
     * detail belongs to an error that is reported, too: one of a number of paths that no person
     * would read to its end.
     */
    public enum Severity {
        DETAIL,
        WARNING,
        ERROR
    }
}
