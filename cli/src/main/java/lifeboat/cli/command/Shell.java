package lifeboat.cli.command;

/** Words for a command line that is to be copied. */
final class Shell {

    private Shell() {}

    static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
