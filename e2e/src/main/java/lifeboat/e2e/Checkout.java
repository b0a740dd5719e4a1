package lifeboat.e2e;

import java.nio.file.Path;

/** The checkout that this code was built in. */
public record Checkout(Path root) {

    /** The checkout that the launcher, or Maven for a test, has named. */
    public static Checkout here() {
        String root = System.getProperty("lifeboat.root");
        if (root == null) {
            throw new IllegalStateException("-Dlifeboat.root=CHECKOUT is missing: use ./lifeboat");
        }
        return new Checkout(Path.of(root));
    }

    public Path launcher() {
        return root.resolve("lifeboat");
    }

    /** Whether the agent's program has been built: without it nothing can be run end to end. */
    public boolean hasAgent() {
        return root.resolve("agent/target/classpath").toFile().exists();
    }

    Path s3ServerJar() {
        return root.resolve("e2e/target/s3-server/s3proxy.jar");
    }
}
