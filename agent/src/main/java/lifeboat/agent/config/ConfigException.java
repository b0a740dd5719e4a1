package lifeboat.agent.config;

import java.nio.file.Path;
import java.util.List;

/** Says all that is wrong with the agent's file. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final List<String> faults;

    ConfigException(Path file, List<String> faults) {
        super(
                "%s can't be used, for %d reason%s:\n  %s"
                        .formatted(
                                file,
                                faults.size(),
                                faults.size() == 1 ? "" : "s",
                                String.join("\n  ", faults)));
        this.faults = List.copyOf(faults);
    }

    /** Each with its line and key. */
    public List<String> faults() {
        return faults;
    }
}
