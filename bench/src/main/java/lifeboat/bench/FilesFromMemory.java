package lifeboat.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lifeboat.e2e.Scratch;
import lifeboat.engine.TaskGroup;

/**
 * The floor: the same files written from memory by two threads over NIO, with no store, key,
 * decoding or metadata. Nothing that restores can be faster on this volume.
 */
final class FilesFromMemory implements Contender {

    private static final int THREADS = 2;

    private final Path target;
    private final List<Path> folders = new ArrayList<>();
    private final List<Map.Entry<Path, byte[]>> files = new ArrayList<>();

    FilesFromMemory(Path source, Path target) throws IOException {
        this.target = target;
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path copy = target.resolve(source.relativize(path).toString());
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(copy);
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(Map.entry(copy, Files.readAllBytes(path)));
                }
            }
        }
    }

    @Override
    public String name() {
        return "files from memory";
    }

    @Override
    public void prepare(int run) {}

    @Override
    public Measurement run(int run) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (Path folder : folders) {
            Files.createDirectory(folder);
        }
        AtomicInteger next = new AtomicInteger();
        try (TaskGroup group = TaskGroup.ofPlatformThreads("files-from-memory")) {
            for (int i = 0; i < THREADS; i++) {
                group.fork(() -> writeRest(next));
            }
            group.join();
        }
        return new Measurement((System.nanoTime() - start) / 1e9, 0, 0, 0);
    }

    private void writeRest(AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
            Map.Entry<Path, byte[]> file = files.get(i);
            try {
                Files.write(file.getKey(), file.getValue());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void finish(int run) throws IOException, InterruptedException {
        Scratch.delete(target);
    }
}
