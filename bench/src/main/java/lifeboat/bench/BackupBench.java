package lifeboat.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lifeboat.e2e.Finished;
import lifeboat.e2e.Restic;
import lifeboat.e2e.Scratch;
import lifeboat.e2e.Summary;

/** Backups of one home: the first into a new repository, and one when nothing has changed. */
final class BackupBench {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Ground ground;

    BackupBench(Ground ground) {
        this.ground = ground;
    }

    List<Contender> first(Peers peers) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new ByLifeboat(false));
        if (peers.restic()) {
            contenders.add(new ByRestic(false));
        }
        if (peers.aws()) {
            contenders.add(new ByAws());
        }
        return contenders;
    }

    List<Contender> unchanged(Peers peers) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new ByLifeboat(true));
        if (peers.restic()) {
            contenders.add(new ByRestic(true));
        }
        return contenders;
    }

    private final class ByLifeboat implements Contender {
        private final boolean unchanged;

        ByLifeboat(boolean unchanged) {
            this.unchanged = unchanged;
        }

        @Override
        public String name() {
            return RestoreBench.LIFEBOAT;
        }

        private String prefix(int run) {
            return "backup-lifeboat-" + unchanged + run;
        }

        @Override
        public void prepare(int run) throws IOException, InterruptedException {
            ground.lifeboat(prefix(run)).init();
            if (unchanged) {
                backup(run);
            }
        }

        @Override
        public Measurement run(int run) throws IOException, InterruptedException {
            Finished finished = backup(run);
            return Measurement.of(finished, Summary.of(finished).seconds("key_seconds"));
        }

        private Finished backup(int run) throws IOException, InterruptedException {
            return ground.lifeboat(prefix(run))
                    .require("backup", ground.home().toString(), "--json");
        }

        @Override
        public void finish(int run) throws IOException, InterruptedException {
            ground.forget(prefix(run));
        }
    }

    private final class ByRestic implements Contender {
        private final boolean unchanged;

        ByRestic(boolean unchanged) {
            this.unchanged = unchanged;
        }

        @Override
        public String name() {
            return "restic";
        }

        private Restic restic(int run) throws IOException {
            String name = "backup-restic-" + unchanged + run;
            return ground.restic(name, name);
        }

        @Override
        public void prepare(int run) throws IOException, InterruptedException {
            restic(run).require("init");
            if (unchanged) {
                backup(run);
            }
        }

        @Override
        public Measurement run(int run) throws IOException, InterruptedException {
            Finished finished = backup(run);
            return Measurement.of(finished, Ground.resticKeySeconds(restic(run)));
        }

        private Finished backup(int run) throws IOException, InterruptedException {
            return restic(run).require("backup", ground.home().toString());
        }

        @Override
        public void finish(int run) throws IOException, InterruptedException {
            ground.forget("backup-restic-" + unchanged + run);
            Scratch.delete(restic(run).cache());
        }
    }

    private final class ByAws implements Contender {

        @Override
        public String name() {
            return "tar cz | aws s3 cp";
        }

        @Override
        public void prepare(int run) {}

        @Override
        public Measurement run(int run) throws IOException, InterruptedException {
            Finished finished =
                    ground.awsPipe(
                                    "tar czf - -C %s . | AWS - %s"
                                            .formatted(ground.home(), ground.archive("backup")))
                            .run(LIMIT)
                            .requireSuccess();
            return Measurement.of(finished, 0);
        }

        @Override
        public void finish(int run) {}
    }
}
