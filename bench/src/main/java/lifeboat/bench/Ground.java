package lifeboat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lifeboat.e2e.Command;
import lifeboat.e2e.Program;
import lifeboat.e2e.Repository;
import lifeboat.e2e.Restic;
import lifeboat.e2e.S3Server;
import lifeboat.e2e.Scratch;

/**
 * What all contenders share: the volume, the S3 server with its objects in memory, and what is to
 * be saved, in the folder {@code home} of the volume.
 */
record Ground(Volume volume, Scratch objects, S3Server server) implements AutoCloseable {

    private static final String BUCKET = "bench";
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Duration LIMIT = Duration.ofMinutes(30);

    static Ground prepare() throws IOException, InterruptedException {
        Volume volume = Volume.create();
        Scratch objects =
                Files.isWritable(MEMORY) ? Scratch.in(MEMORY, "lifeboat-s3") : Scratch.create("s3");
        S3Server server = S3Server.start(objects.path());
        server.createBucket(BUCKET);
        return new Ground(volume, objects, server);
    }

    Path home() {
        return volume.path().resolve("home");
    }

    Path target(String name) {
        return volume.path().resolve("target-" + name);
    }

    Program lifeboat(String prefix) throws IOException {
        return new Program(Repository.on(server, BUCKET, prefix));
    }

    /**
     * @param cache the name of a cache folder; a new name is an empty cache
     */
    Restic restic(String prefix, String cache) throws IOException {
        return new Restic(
                Repository.on(server, BUCKET, prefix), volume.path().resolve("cache-" + cache));
    }

    /** A pipe of {@code aws} and {@code tar}; {@code AWS} in it is {@code aws s3 cp}. */
    Command awsPipe(String script) {
        Command command =
                Command.bash(
                        script.replace(
                                "AWS", "aws --endpoint-url " + server.endpoint() + " s3 cp"));
        for (var variable : S3Server.credentials().entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        return command;
    }

    String archive(String name) {
        return "s3://" + BUCKET + "/" + name + ".tar.gz";
    }

    /** Deletes what lies under {@code prefix} in the bucket. */
    void forget(String prefix) throws IOException, InterruptedException {
        Scratch.delete(server.folder(BUCKET).resolve(prefix));
    }

    /** The time restic takes for its key: that of a command that does little else. */
    static double resticKeySeconds(Restic restic) throws IOException, InterruptedException {
        return restic.require("cat", "config", "--no-lock").wallSeconds();
    }

    void copyHome(Path original) throws IOException, InterruptedException {
        Files.createDirectories(home());
        Command.of("cp", "-a", original + "/.", home().toString()).run(LIMIT).requireSuccess();
    }

    @Override
    public void close() throws IOException {
        server.close();
        objects.close();
        volume.close();
    }
}
