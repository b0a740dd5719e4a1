package lifeboat.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Lines such as builds print, from words made here, so that they compress as logs do and are the
 * same on every machine.
 */
final class SampleText {

    private static final String[] SYLLABLES = {
        "an", "ber", "co", "da", "el", "fi", "gra", "hu", "in", "jo", "ka", "lo", "mer", "no", "or",
        "pa", "qui", "ro", "ser", "ta", "un", "ver", "web", "xa", "ye", "zon"
    };
    private static final int WORDS = 3000;
    private static final int LINES = 12_000;

    private final List<String> words = new ArrayList<>(WORDS);
    private final List<String> lines = new ArrayList<>(LINES);

    SampleText(RandomGenerator random) {
        for (int i = 0; i < WORDS; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = random.nextInt(2, 5); n > 0; n--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            words.add(word.toString());
        }
        for (int i = 0; i < LINES; i++) {
            lines.add(newLine(random));
        }
    }

    private String newLine(RandomGenerator random) {
        String artifact = word(random) + "-" + word(random);
        int number = random.nextInt(1000);
        return switch (random.nextInt(8)) {
            case 0 ->
                    "Downloading from central: org/%s/%s/%d.%d/%s-%d.jar"
                            .formatted(
                                    word(random), artifact, number % 9, number, artifact, number);
            case 1 -> "Compiling %d source files to target/classes".formatted(number);
            case 2 ->
                    "Tests run: %d, Failures: 0, Errors: 0, Skipped: %d, Time elapsed: %d.%03d s"
                            .formatted(number, number % 7, number % 11, number);
            case 3 ->
                    "\tat org.%s.%s.%s(%s.java:%d)"
                            .formatted(
                                    word(random), word(random), word(random), word(random), number);
            default -> sentence(random, 4, 14);
        };
    }

    private String word(RandomGenerator random) {
        // squared, so that some words are common and most are rare, as in any language
        double uniform = random.nextDouble();
        return words.get((int) (uniform * uniform * WORDS));
    }

    private String sentence(RandomGenerator random, int least, int bound) {
        StringBuilder sentence = new StringBuilder();
        for (int n = random.nextInt(least, bound); n > 0; n--) {
            sentence.append(word(random)).append(n > 1 ? " " : "");
        }
        return sentence.toString();
    }

    String line(RandomGenerator random) {
        return lines.get(random.nextInt(LINES));
    }

    /** At least {@code size} bytes of a build's log that begins at {@code start}. */
    byte[] log(RandomGenerator random, int size, Instant start) {
        StringBuilder log = new StringBuilder(size + 200);
        int next = random.nextInt(LINES);
        long millis = start.toEpochMilli();
        while (log.length() < size) {
            log.append('[').append(Instant.ofEpochMilli(millis)).append("] [INFO] ");
            log.append(lines.get(next)).append('\n');
            next = (next + 1) % LINES;
            millis += random.nextInt(400);
        }
        return log.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
