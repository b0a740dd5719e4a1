package lifeboat.cli.command;

/**
 * The program's version. Monitoring asks often: the JVM shall load next to nothing for it, so there
 * are no lambdas here and no formats, which cost more than all the rest.
 */
public final class Version {

    private Version() {}

    /** Whether the command line asks for nothing else. */
    public static boolean isAskedFor(String[] arguments) {
        return arguments.length == 1
                && (arguments[0].equals("version") || arguments[0].equals("--version"));
    }

    /** The version in a line. */
    public static String line() {
        return String.join(
                " ",
                Program.NAME,
                number().concat(","),
                "Java",
                Integer.toString(Runtime.version().feature()),
                "on",
                System.getProperty("os.arch"));
    }

    static String number() {
        String number = Version.class.getPackage().getImplementationVersion();
        return number == null ? "(not packaged)" : number;
    }
}
