package lifeboat.agent.command;

import lifeboat.agent.output.Reporter;
import picocli.CommandLine.Option;

/** In what form the result is shown. */
final class OutputOptions {

    static final String JSON = "--json";

    @Option(
            names = JSON,
            description =
                    "For programs: one JSON object a line on stdout, each with a message_type. The"
                            + " last is the summary, or an error if the command failed.")
    private boolean json;

    Reporter reporter(Surroundings surroundings) {
        return Reporter.of(surroundings.console(), json);
    }
}
