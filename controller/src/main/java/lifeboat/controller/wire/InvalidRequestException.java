package lifeboat.controller.wire;

import java.util.List;

/** A request can't be understood; says of each of its parts what is wrong. */
final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * A part, and what is wrong with it.
     *
     * @param path such as {@code volumes[0].path}
     */
    record Field(String path, String description) {}

    private final String code;
    private final String next;
    private final transient List<Field> fields;

    InvalidRequestException(String code, String message, String next, List<Field> fields) {
        super(message);
        this.code = code;
        this.next = next;
        this.fields = List.copyOf(fields);
    }

    String code() {
        return code;
    }

    String next() {
        return next;
    }

    List<Field> fields() {
        return fields;
    }
}
