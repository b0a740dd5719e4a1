package lifeboat.controller;

import java.util.List;

/** The configuration can't be used: all that is wrong with it, each with its key. */
final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ConfigException(String file, List<String> faults) {
        super(file + ":\n  " + String.join("\n  ", faults));
    }
}
