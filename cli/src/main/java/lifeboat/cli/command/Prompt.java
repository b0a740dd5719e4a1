package lifeboat.cli.command;

import java.util.Optional;

/** Asks the person at the terminal, if there is one. */
@FunctionalInterface
public interface Prompt {

    /** Shows {@code question} and waits for a line; empty if there is nobody to ask. */
    Optional<String> ask(String question);
}
