package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./lifeboat demo [--home DIR] [--repo URL]}: a controller, an agent on a master and two in
 * slaves; saves a Jenkins home, destroys it, brings it back although the agent is killed in the
 * middle, and compares every byte.
 */
public final class Demo {

    private static final String USAGE =
            """
            usage: ./lifeboat demo [--home DIR] [--repo URL]

              --home DIR   use a copy of DIR instead of a made-up Jenkins home; DIR is only read
              --repo URL   use a new repository there (s3:https://host/bucket/prefix, or a folder)
                           instead of one on an S3 server started here; the password is taken from
                           LIFEBOAT_PASSWORD
            """;

    private Demo() {}

    public static void main(String[] args) throws InterruptedException {
        Optional<Path> home = Optional.empty();
        Optional<String> url = Optional.empty();
        Deque<String> words = new ArrayDeque<>(List.of(args));
        while (!words.isEmpty()) {
            String word = words.pop();
            if (word.equals("--help") || word.equals("-h")) {
                System.out.print(USAGE);
                return;
            } else if (word.equals("--home") && !words.isEmpty()) {
                home = Optional.of(Path.of(words.pop()).toAbsolutePath());
            } else if (word.equals("--repo") && !words.isEmpty()) {
                url = Optional.of(words.pop());
            } else {
                System.err.println("demo: \"" + word + "\" is not understood\n" + USAGE);
                System.exit(2);
            }
        }
        System.exit(run(home, url) ? 0 : 1);
    }

    private static boolean run(Optional<Path> home, Optional<String> url)
            throws InterruptedException {
        try (Scratch scratch = Scratch.create("demo")) {
            if (url.isPresent()) {
                String password = System.getenv().getOrDefault("LIFEBOAT_PASSWORD", "");
                Repository repository = new Repository(url.get(), password, java.util.Map.of());
                return tell(scratch, repository, home);
            }
            try (S3Server server = S3Server.start(scratch.resolve("s3"))) {
                Repository repository = Repository.on(server, "demo", "jenkins");
                return tell(scratch, repository, home);
            }
        } catch (IOException e) {
            System.out.println("\nThe demo could not go on: " + e.getMessage());
            return false;
        }
    }

    private static boolean tell(Scratch scratch, Repository repository, Optional<Path> home)
            throws IOException, InterruptedException {
        try (ControlPlane plane = ControlPlane.start(scratch.resolve("lifeboat"), repository)) {
            return new DemoStory(scratch.path(), repository, plane).tell(home);
        }
    }
}
