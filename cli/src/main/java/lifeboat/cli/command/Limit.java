package lifeboat.cli.command;

/** How many rows are asked for. */
final class Limit {

    private Limit() {}

    /** Refuses what is no number of rows; 0 is the controller's own. */
    static int checked(int limit) {
        if (limit < 0) {
            throw CommandException.usage(
                    "--limit " + limit + " is no number of rows", "give 1 or more");
        }
        return limit;
    }
}
