package lifeboat.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What follows the name of a benchmark; what is left out is empty. */
record Options(
        Optional<Path> home,
        Optional<Integer> runs,
        Optional<Integer> count,
        Optional<Duration> watched) {

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,4}");

    /**
     * Reads the words of the command line.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Options parse(List<String> arguments) {
        Options options =
                new Options(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Deque<String> words = new ArrayDeque<>(arguments);
        while (!words.isEmpty()) {
            String word = words.pop();
            String value = words.isEmpty() ? "" : words.pop();
            options =
                    switch (word) {
                        case "--home" -> options.withHome(value);
                        case "--runs" -> options.withRuns(number(word, value));
                        case "--count" -> options.withCount(number(word, value));
                        case "--seconds" -> options.withSeconds(number(word, value));
                        default ->
                                throw new IllegalArgumentException(
                                        "\"" + word + "\" is not understood");
                    };
        }
        return options;
    }

    private static int number(String option, String value) {
        if (!NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    option + " needs a number of 1 to 99999, not \"" + value + "\"");
        }
        return Integer.parseInt(value);
    }

    private Options withHome(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("--home needs a directory");
        }
        return new Options(Optional.of(Path.of(value).toAbsolutePath()), runs, count, watched);
    }

    private Options withRuns(int value) {
        return new Options(home, Optional.of(value), count, watched);
    }

    private Options withCount(int value) {
        return new Options(home, runs, Optional.of(value), watched);
    }

    private Options withSeconds(int value) {
        return new Options(home, runs, count, Optional.of(Duration.ofSeconds(value)));
    }
}
