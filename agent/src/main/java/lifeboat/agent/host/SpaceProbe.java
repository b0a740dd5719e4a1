package lifeboat.agent.host;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.Volumes.Space;

/**
 * Asks file systems for their space, each in no more than a limit of time.
 *
 * <p>One that does not answer (a server of NFS that is gone) keeps the thread that asked it; it is
 * left alone until it answers after all, and another thread asks the others.
 */
final class SpaceProbe implements AutoCloseable {

    /** Asks one file system; may hang. */
    @FunctionalInterface
    interface Question {
        Optional<Space> ask(String path);
    }

    private record Request(String path, CompletableFuture<Optional<Space>> answer) {}

    private final Question question;
    private final Duration limit;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Set<String> hanging = new HashSet<>(); // guarded by itself
    private final TaskGroup threads = TaskGroup.ofPlatformThreads("space");

    SpaceProbe(Question question, Duration limit) {
        this.question = question;
        this.limit = limit;
        threads.fork(this::serve);
    }

    /** The space there; empty if nothing answers. One caller at a time. */
    Optional<Space> measure(String path) throws InterruptedException {
        synchronized (hanging) {
            if (hanging.contains(path)) {
                return Optional.empty();
            }
        }
        Request request = new Request(path, new CompletableFuture<>());
        requests.add(request);
        try {
            return request.answer().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            synchronized (hanging) {
                if (request.answer().isDone()) { // just now
                    return request.answer().join();
                }
                hanging.add(path);
            }
            threads.fork(this::serve);
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // it is never completed so
        }
    }

    private void serve() throws InterruptedException {
        while (true) {
            Request request = requests.take();
            Optional<Space> space = question.ask(request.path());
            synchronized (hanging) {
                request.answer().complete(space);
                if (hanging.remove(request.path())) {
                    return; // another thread has taken this one's place
                }
            }
        }
    }

    /** Lets go without waiting for what hangs: the threads are daemons. */
    @Override
    public void close() {
        requests.clear();
    }
}
