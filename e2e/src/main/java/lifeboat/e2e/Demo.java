package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * {@code ./lifeboat demo [--home DIR] [--repo URL] [--keep]}: a controller, an agent on a master
 * and two in slaves; saves a Jenkins home, destroys it, brings it back although the agent is killed
 * in the middle, and compares every byte.
 */
public final class Demo {

    private static final String USAGE =
            """
            usage: ./lifeboat demo [--home DIR] [--repo URL] [--keep]

              --home DIR   use a copy of DIR instead of a made-up Jenkins home; DIR is only read
              --repo URL   use a new repository there (s3:https://host/bucket/prefix, or a folder)
                           instead of one on an S3 server started here; the password is taken from
                           LIFEBOAT_PASSWORD
              --keep       leave all of it running at the end, until Ctrl-C, and say what to try

            Writes demo.json, with what it did and saw. Ends with 0 if every byte came back.
            """;

    private static final int FAILED = 1;

    private Demo() {}

    /** What the command line asks for. */
    private record Wish(Optional<Path> home, Optional<String> url, boolean keep) {}

    public static void main(String[] args) throws InterruptedException {
        Wish wish = parse(args);
        CleanExit.after(() -> run(wish));
    }

    private static Wish parse(String[] args) {
        Optional<Path> home = Optional.empty();
        Optional<String> url = Optional.empty();
        boolean keep = false;
        Deque<String> words = new ArrayDeque<>(List.of(args));
        while (!words.isEmpty()) {
            String word = words.pop();
            if (word.equals("--help") || word.equals("-h")) {
                System.out.print(USAGE);
                System.exit(0);
            } else if (word.equals("--home") && !words.isEmpty()) {
                home = Optional.of(Path.of(words.pop()).toAbsolutePath());
            } else if (word.equals("--repo") && !words.isEmpty()) {
                url = Optional.of(words.pop());
            } else if (word.equals("--keep")) {
                keep = true;
            } else {
                System.err.println("demo: \"" + word + "\" is not understood\n" + USAGE);
                System.exit(2);
            }
        }
        return new Wish(home, url, keep);
    }

    private static int run(Wish wish) throws InterruptedException {
        try (Scratch scratch = Scratch.create("demo")) {
            if (wish.url().isPresent()) {
                String password = System.getenv().getOrDefault("LIFEBOAT_PASSWORD", "");
                return tell(scratch, new Repository(wish.url().get(), password, Map.of()), wish);
            }
            try (S3Server server = S3Server.start(scratch.resolve("s3"))) {
                return tell(scratch, Repository.on(server, "demo", "jenkins"), wish);
            }
        } catch (IOException e) {
            System.out.println("\nThe demo could not go on: " + e.getMessage());
            return FAILED;
        }
    }

    private static int tell(Scratch scratch, Repository repository, Wish wish)
            throws IOException, InterruptedException {
        try (ControlPlane plane = ControlPlane.start(scratch.resolve("lifeboat"), repository)) {
            DemoStory story = new DemoStory(scratch.path(), repository, plane);
            boolean recovered = story.tell(wish.home());
            if (wish.keep()) {
                story.tellWhatToTry();
                new CountDownLatch(1).await(); // until Ctrl-C
            }
            return recovered ? 0 : FAILED;
        }
    }
}
