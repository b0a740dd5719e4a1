package lifeboat.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lifeboat.e2e.Command;
import lifeboat.e2e.Finished;
import lifeboat.e2e.Program;
import lifeboat.e2e.Restic;
import lifeboat.e2e.Scratch;
import lifeboat.e2e.Summary;
import lifeboat.e2e.TreeListing;

/** Restores of one home: each contender restores what it saved itself. */
final class RestoreBench {

    static final String LIFEBOAT = "lifeboat";
    static final String LIFEBOAT_AGAIN = "lifeboat again";

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Ground ground;
    private final TreeListing saved;

    RestoreBench(Ground ground) throws IOException, InterruptedException {
        this.ground = ground;
        this.saved = TreeListing.of(ground.home());
    }

    /** Restores into nothing, as after a disaster, and the least that writing the files takes. */
    List<Contender> first(Peers peers) throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        saveByLifeboat();
        contenders.add(new ByLifeboat(LIFEBOAT, false));
        if (peers.restic()) {
            saveByRestic();
            contenders.add(new ByRestic());
        }
        if (peers.aws()) {
            saveByAws();
            contenders.add(new ByAws());
        }
        contenders.add(new FilesFromMemory(ground.home(), ground.target("memory")));
        return contenders;
    }

    /** Restores over a finished restore, beside first ones; restic 0.14 fails on links there. */
    List<Contender> again() throws IOException, InterruptedException {
        saveByLifeboat();
        return List.of(new ByLifeboat(LIFEBOAT, false), new ByLifeboat(LIFEBOAT_AGAIN, true));
    }

    private void saveByLifeboat() throws IOException, InterruptedException {
        Program program = ground.lifeboat("restore-lifeboat");
        program.init();
        program.backup(ground.home());
    }

    private void saveByRestic() throws IOException, InterruptedException {
        Restic restic = ground.restic("restore-restic", "saving");
        restic.require("init");
        restic.require("backup", ground.home().toString());
    }

    private void saveByAws() throws IOException, InterruptedException {
        ground.awsPipe("tar czf - -C " + ground.home() + " . | AWS - " + ground.archive("home"))
                .run(LIMIT)
                .requireSuccess();
    }

    private void requireSame(Path restored) throws IOException, InterruptedException {
        List<String> differences = saved.differences(TreeListing.of(restored), 5);
        if (!differences.isEmpty()) {
            throw new IOException("not restored: " + String.join("\n", differences));
        }
    }

    private final class ByLifeboat implements Contender {
        private final String name;
        private final boolean again;
        private final Path target;

        ByLifeboat(String name, boolean again) {
            this.name = name;
            this.again = again;
            this.target = ground.target(name.replace(' ', '-'));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void prepare(int run) throws IOException, InterruptedException {
            if (again) {
                restore();
            }
        }

        @Override
        public Measurement run(int run) throws IOException, InterruptedException {
            Finished finished = again ? restore("--into-existing") : restore();
            return Measurement.of(finished, Summary.of(finished).seconds("key_seconds"));
        }

        private Finished restore(String... more) throws IOException, InterruptedException {
            List<String> words =
                    new ArrayList<>(
                            List.of(
                                    "restore",
                                    "latest",
                                    "--json",
                                    "--path",
                                    ground.home().toString(),
                                    "--target",
                                    target.toString()));
            words.addAll(List.of(more));
            return ground.lifeboat("restore-lifeboat").require(words.toArray(String[]::new));
        }

        @Override
        public void finish(int run) throws IOException, InterruptedException {
            if (run == 0) {
                requireSame(target);
            }
            Scratch.delete(target);
        }
    }

    private final class ByRestic implements Contender {
        private final Path target = ground.target("restic");

        @Override
        public String name() {
            return "restic";
        }

        @Override
        public void prepare(int run) {}

        @Override
        public Measurement run(int run) throws IOException, InterruptedException {
            Finished finished =
                    restic(run).require("restore", "latest", "--target", target.toString());
            return Measurement.of(finished, Ground.resticKeySeconds(restic(run)));
        }

        /** The cache is new for each run: a new machine has none. */
        private Restic restic(int run) throws IOException {
            return ground.restic("restore-restic", "restore-" + run);
        }

        @Override
        public void finish(int run) throws IOException, InterruptedException {
            if (run == 0) {
                requireSame(Path.of(target + ground.home().toString()));
            }
            Scratch.delete(target);
            Scratch.delete(restic(run).cache());
        }
    }

    private final class ByAws implements Contender {
        private final Path target = ground.target("aws");

        @Override
        public String name() {
            return "aws s3 cp | tar xz";
        }

        @Override
        public void prepare(int run) {}

        @Override
        public Measurement run(int run) throws IOException, InterruptedException {
            Command pipe =
                    ground.awsPipe(
                            "mkdir %s; AWS %s - | tar xzf - -C %s"
                                    .formatted(target, ground.archive("home"), target));
            return Measurement.of(pipe.run(LIMIT).requireSuccess(), 0);
        }

        @Override
        public void finish(int run) throws IOException, InterruptedException {
            Scratch.delete(target);
        }
    }
}
