package lifeboat.e2e;

import static lifeboat.e2e.ProtectedHost.HOST;
import static lifeboat.e2e.ProtectedHost.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lifeboat.e2e.FaultResult.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A few moments of one control plane, as starting one takes longer than most tests; {@code
 * ./lifeboat soak} tries many, and the outages that last for longer than a lease.
 */
class ControlPlaneFaultIT {

    private static final long SEED = 5;
    private static final int TRIES = 4;

    /** In a home this small, what is on its way when a worker is killed is half of all. */
    private static final double MOST_EXTRA = 0.6;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static Scratch scratch;
    private static S3Server server;
    private static ProtectedHost host;
    private static ControlPlaneTrial trial;

    @BeforeAll
    static void start() throws Exception {
        Needs.agent();
        Needs.attributes();
        scratch = Scratch.create("faults");
        server = S3Server.start(scratch.resolve("s3"));
        host = ProtectedHost.start(server, scratch.path(), SampleHome.small());
        trial = new ControlPlaneTrial(host, MOST_EXTRA);
    }

    @AfterAll
    static void stop() throws Exception {
        if (host != null) {
            host.close();
        }
        if (server != null) {
            server.close();
            scratch.close();
        }
    }

    /** Until it comes in time, which on a busy machine it may not. */
    private static void disturb(Kind kind, Fault fault) throws Exception {
        boolean hit = false;
        for (int i = 0; i < TRIES && !hit; i++) {
            hit = trial.run(kind, fault, SEED + i).hit();
        }
        assertThat(hit).isTrue();
    }

    @Test
    void aBackupOutlivesItsAgent() throws Exception {
        disturb(Kind.BACKUP, Fault.AGENT_KILLED);
    }

    @Test
    void aBackupOutlivesTheController() throws Exception {
        disturb(Kind.BACKUP, Fault.CONTROLLER_KILLED);
    }

    @Test
    void aRestoreOutlivesItsWorker() throws Exception {
        disturb(Kind.RESTORE, Fault.WORKER_KILLED);
    }

    @Test
    void aRestoreOutlivesEverything() throws Exception {
        disturb(Kind.RESTORE, Fault.ALL_KILLED);
    }

    @Test
    void aBackupDoesNotMindWhatTheClockSays() throws Exception {
        disturb(Kind.BACKUP, Fault.CLOCK_BACK);
    }

    @Test
    void aNewMachineTakesThePlaceOfALostOne() throws Exception {
        ControlPlane plane = host.plane();
        TreeListing saved = TreeListing.of(host.home());
        String snapshot = plane.require(ProtectedHost.backupCommand()).text("snapshot_id");
        plane.killAgent(HOST);
        String open = plane.require("backup", "run", PLAN, "-o", "json").text("id");

        Command old = plane.replaceAgent(HOST, "master", host.volume(), "its disk is gone");

        Finished watched = plane.run("operation", "watch", open, "-o", "json");
        assertThat(watched.exitCode()).isEqualTo(1);
        assertThat(Json.parse(watched.text()).text("outcome")).isEqualTo("SUPERSEDED");
        Json restored = plane.require(host.restoreCommand(snapshot, "replaced"));
        assertThat(restored.text("outcome")).isEqualTo("SUCCEEDED");
        host.requireRestored(saved, "replaced");
        try (Running revived = old.start()) {
            assertThat(revived.awaitError("no connection: ", LIMIT))
                    .contains("the controller does not know this host")
                    .contains("was revoked");
        }
        assertThat(plane.run("audit").requireSuccess().text())
                .containsPattern("its disk is gone")
                .containsPattern("refused: CERTIFICATE_REVOKED");
    }
}
