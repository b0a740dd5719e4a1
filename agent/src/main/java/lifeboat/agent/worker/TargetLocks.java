package lifeboat.agent.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Sleeper;

/** A lock for each target of a task: held by this process, given back by the kernel if it dies. */
final class TargetLocks implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Longer than a worker is given to stop. */
    private static final int TRIES = 10 * 60 * 5;

    private final List<FileChannel> held = new ArrayList<>();

    private TargetLocks() {}

    /**
     * Takes all, in their order, waiting for whoever holds one.
     *
     * @return empty if one is still held after ten minutes
     */
    static Optional<TargetLocks> take(Path folder, List<String> targets, Sleeper sleeper)
            throws IOException, InterruptedException {
        TargetLocks locks = new TargetLocks();
        boolean all = false;
        try {
            for (String target : targets) {
                if (!locks.add(folder.resolve(name(target)), sleeper)) {
                    return Optional.empty();
                }
            }
            all = true;
            return Optional.of(locks);
        } finally {
            if (!all) {
                locks.close();
            }
        }
    }

    private static String name(String target) {
        return ObjectId.hash(target.getBytes(UTF_8)).hex();
    }

    private boolean add(Path file, Sleeper sleeper) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        held.add(channel);
        for (int i = 0; i < TRIES; i++) {
            if (channel.tryLock() != null) {
                return true;
            }
            sleeper.sleep(PAUSE);
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : held) {
            channel.close();
        }
    }
}
