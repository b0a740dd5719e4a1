package lifeboat.cli.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;
import lifeboat.cli.output.Console;
import lifeboat.cli.wire.Connector;

/**
 * What the commands take from the machine they run on, so that tests can stand in for it.
 *
 * @param home of the operator
 * @param nanoTicker a monotonic count of nanoseconds
 */
public record Surroundings(
        Console console,
        Prompt prompt,
        Map<String, String> environment,
        Path home,
        Connector connector,
        Clock clock,
        LongSupplier nanoTicker,
        Sleeper sleeper) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
