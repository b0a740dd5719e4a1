package lifeboat.cli.command;

import lifeboat.cli.output.Form;
import lifeboat.cli.output.Presenter;
import picocli.CommandLine.Option;

/** In what form the result is shown. */
final class OutputOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description =
                    "table, wide, json, yaml or name. JSON and YAML have the field names of the"
                            + " .proto files, and errors, too, are documents then.")
    private Form form = Form.TABLE;

    Form form() {
        return form;
    }

    Presenter presenter(Surroundings surroundings) {
        return new Presenter(surroundings.console(), form);
    }
}
