package lifeboat.agent.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import lifeboat.agent.output.Reporter;
import lifeboat.agent.output.Watch;
import lifeboat.engine.Password;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Phase;
import lifeboat.engine.Repository;
import lifeboat.engine.store.ObjectStore;

/** A command at work on a repository: shows its progress, and knows how long it has taken. */
final class Session implements AutoCloseable {

    /** Opens or makes a repository. */
    @FunctionalInterface
    private interface Entry {
        Repository enter(ObjectStore store, Password password) throws InterruptedException;
    }

    /** Until the content is on disk and in its place; keys, trees and proofs are not part of it. */
    private static final Set<Phase> COPYING = Set.of(Phase.COPY, Phase.FINISH, Phase.PROMOTE);

    private final Progress progress;
    private final Reporter reporter;
    private final Watch watch;
    private final Repository repository;
    private final Duration keyTime;

    private Session(
            RepositoryOptions options, Reporter reporter, Surroundings surroundings, Entry entry)
            throws InterruptedException {
        this.reporter = reporter;
        Password password = options.password(surroundings);
        var url = options.url(surroundings);
        watch = Watch.start(reporter, surroundings.platform());
        progress = watch.progress();
        boolean open = false;
        try {
            repository = enter(surroundings.stores().open(url, progress), password, entry);
            keyTime = watch.elapsed();
            open = true;
        } finally {
            if (!open) {
                watch.close();
            }
        }
    }

    /** Opens the repository that the options name. */
    static Session open(RepositoryOptions options, OutputOptions output, Surroundings surroundings)
            throws InterruptedException {
        return new Session(
                options,
                output.reporter(surroundings),
                surroundings,
                (store, password) -> Repository.open(store, password, surroundings.platform()));
    }

    /** Makes the repository that the options name. */
    static Session init(RepositoryOptions options, OutputOptions output, Surroundings surroundings)
            throws InterruptedException {
        return new Session(
                options,
                output.reporter(surroundings),
                surroundings,
                (store, password) ->
                        Repository.init(
                                store,
                                password,
                                surroundings.platform(),
                                surroundings.username(),
                                surroundings.hostname()));
    }

    private static Repository enter(ObjectStore store, Password password, Entry entry)
            throws InterruptedException {
        boolean entered = false;
        try {
            Repository repository = entry.enter(store, password);
            entered = true;
            return repository;
        } finally {
            if (!entered) {
                store.close();
            }
        }
    }

    Repository repository() {
        return repository;
    }

    Progress progress() {
        return progress;
    }

    Duration elapsed() {
        return watch.elapsed();
    }

    /** Of the whole command, what was spent moving content and finishing it. */
    Duration copyTime() {
        return progress.timeIn(COPYING);
    }

    void tell(Supplier<String> words, String type, Reporter.Fields fields) {
        reporter.tell(words, type, fields);
    }

    /** Ends the progress and tells the summary, with the times that every command has. */
    void summarize(Supplier<String> words, Reporter.Fields fields) {
        Duration elapsed = elapsed();
        watch.close();
        reporter.tell(
                words,
                "summary",
                json -> {
                    writeSeconds(json, "key_seconds", keyTime);
                    writeSeconds(json, "seconds_elapsed", elapsed);
                    fields.write(json);
                });
    }

    static void writeSeconds(JsonGenerator json, String name, Duration time) throws IOException {
        json.writeNumberField(name, time.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        watch.close();
        repository.close();
    }
}
