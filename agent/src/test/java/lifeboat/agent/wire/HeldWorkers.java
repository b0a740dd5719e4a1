package lifeboat.agent.wire;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepProgress;
import lifeboat.agent.step.Task;
import lifeboat.agent.worker.Workers;

/** Workers that end when a test says how. */
final class HeldWorkers implements Workers {

    static final class Held implements Work {

        private final Task task;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final CompletableFuture<Consumer<StepProgress>> listener =
                new CompletableFuture<>();
        private volatile boolean stopped;

        Held(Task task) {
            this.task = task;
        }

        Task task() {
            return task;
        }

        boolean isStopped() {
            return stopped;
        }

        void progress(StepProgress now) {
            listener.join().accept(now);
        }

        void end(Outcome result) {
            outcome.complete(result);
        }

        @Override
        public Outcome await(Consumer<StepProgress> progress) {
            listener.complete(progress);
            return outcome.join();
        }

        /** As a worker does that reaches its safe point at once. */
        @Override
        public void stop() {
            stopped = true;
            outcome.complete(new Outcome.Cancelled("stopped"));
        }
    }

    private final BlockingQueue<Held> begun = new LinkedBlockingQueue<>();

    @Override
    public Work start(Task task) {
        Held held = new Held(task);
        begun.add(held);
        return held;
    }

    Held next() throws InterruptedException {
        Held held = begun.poll(20, TimeUnit.SECONDS);
        if (held == null) {
            throw new AssertionError("no work begins");
        }
        return held;
    }

    boolean isIdle() {
        return begun.isEmpty();
    }
}
