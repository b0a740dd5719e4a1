package lifeboat.cli.output;

import java.util.Locale;

/** In what form a result is shown. */
public enum Form {
    TABLE,
    WIDE,
    JSON,
    YAML,
    NAME;

    /** Whether a program reads it. */
    public boolean isDocument() {
        return this == JSON || this == YAML;
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
