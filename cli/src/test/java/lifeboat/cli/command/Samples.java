package lifeboat.cli.command;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import lifeboat.proto.agent.v1.Allowance;
import lifeboat.proto.agent.v1.HostState;
import lifeboat.proto.agent.v1.Mount;
import lifeboat.proto.agent.v1.Role;
import lifeboat.proto.agent.v1.Space;
import lifeboat.proto.agent.v1.WatchedProcess;
import lifeboat.proto.control.v1.Failure;
import lifeboat.proto.control.v1.Freshness;
import lifeboat.proto.control.v1.HomeState;
import lifeboat.proto.control.v1.Host;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.OperationKind;
import lifeboat.proto.control.v1.Outcome;
import lifeboat.proto.control.v1.Phase;
import lifeboat.proto.control.v1.Plan;
import lifeboat.proto.control.v1.Progress;
import lifeboat.proto.control.v1.Repository;
import lifeboat.proto.control.v1.Snapshot;
import lifeboat.proto.control.v1.Summary;

/** A small world: it is 2026-11-23, midnight. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private Samples() {}

    static Timestamp time(String text) {
        Instant time = Instant.parse(text);
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    static Duration hours(int hours) {
        return Duration.newBuilder().setSeconds(hours * 3600L).build();
    }

    static Plan.Builder plan(String name) {
        return Plan.newBuilder()
                .setName(name)
                .setYaml("name: " + name + "\nhost: " + name + "-master\n")
                .setVersion(3)
                .setApplied(time("2026-11-01T12:00:00Z"))
                .setAppliedBy("alice")
                .setHost(name + "-master")
                .setRepository("main")
                .setFreshness(Freshness.FRESHNESS_FRESH)
                .setRecoveryPoint(time("2026-11-22T21:04:05Z"))
                .setRecoveryPointObjective(hours(24))
                .setRecoveryTimeObjective(hours(3))
                .setRecoveryTimeForecast(Duration.newBuilder().setSeconds(250))
                .setNextBackup(time("2026-11-23T21:00:00Z"))
                .setSnapshots(14)
                .setBytes(1_234_567_890)
                .setFiles(82_014);
    }

    static Host.Builder host(String name) {
        return Host.newBuilder()
                .setName(name)
                .setRole(Role.ROLE_MASTER)
                .setConnected(true)
                .setLastSeen(time("2026-11-22T23:59:56Z"))
                .setAgentVersion("0.1.0")
                .setClockOffset(Duration.newBuilder().setNanos(300_000_000))
                .setCertificateExpires(time("2027-02-01T00:00:00Z"));
    }

    static HostState state() {
        return HostState.newBuilder()
                .setMachineName("ip-10-0-0-7")
                .setOperatingSystem("Debian 12")
                .setKernel("6.1")
                .setCores(2)
                .setMemoryBytes(8_000_000_000L)
                .setLoad(0.42)
                .addMounts(
                        Mount.newBuilder()
                                .setPath("/var/jenkins_home")
                                .setSource("/dev/nvme1n1")
                                .setFileSystem("ext4")
                                .setSpace(
                                        Space.newBuilder()
                                                .setSizeBytes(100_000_000_000L)
                                                .setFreeBytes(61_000_000_000L)))
                .addMounts(
                        Mount.newBuilder()
                                .setPath("/mnt/nfs")
                                .setSource("nas:/old")
                                .setFileSystem("nfs4"))
                .addProcesses(
                        WatchedProcess.newBuilder()
                                .setName("jenkins")
                                .setRunning(true)
                                .setPid(4711)
                                .setStarted(time("2026-11-20T00:00:00Z")))
                .setAllowance(
                        Allowance.newBuilder()
                                .addPaths("/var/jenkins_home")
                                .addRepositories("s3:https://s3.test/backups"))
                .build();
    }

    static Operation.Builder restore() {
        return Operation.newBuilder()
                .setId("r-7f3k2q9d")
                .setKind(OperationKind.OPERATION_KIND_RESTORE)
                .setPlan("ci")
                .setHost("ci-master")
                .setPhase(Phase.PHASE_RUNNING)
                .setStartedBy("alice")
                .setCreated(time("2026-11-22T23:59:00Z"))
                .setSnapshotId("2928ff3b00000000")
                .setTarget("/var/jenkins_home")
                .setAttempt(1)
                .setProgress(
                        Progress.newBuilder()
                                .setPhase("copy")
                                .setDoneBytes(220_000_000)
                                .setExpectedBytes(513_000_000)
                                .setDoneFiles(35_266)
                                .setExpectedFiles(82_014)
                                .setBytesPerSecond(160_000_000)
                                .setLimitedBy("store")
                                .setLastProgress(time("2026-11-22T23:59:59Z"))
                                .setExpectedEnd(time("2026-11-23T00:00:06Z")));
    }

    static Operation.Builder ended(Outcome outcome) {
        Operation.Builder operation =
                restore()
                        .setPhase(Phase.PHASE_DONE)
                        .setOutcome(outcome)
                        .setEnded(time("2026-11-22T23:59:41.300Z"))
                        .setSummary(
                                Summary.newBuilder()
                                        .setFiles(82_014)
                                        .setBytes(513_000_000)
                                        .setUnchangedFiles(7)
                                        .setTransferredBytes(98_000_000));
        boolean done =
                outcome == Outcome.OUTCOME_SUCCEEDED
                        || outcome == Outcome.OUTCOME_SUCCEEDED_WITH_WARNINGS;
        return done
                ? operation.setHome(HomeState.HOME_STATE_NEW)
                : operation
                        .setHome(HomeState.HOME_STATE_UNTOUCHED)
                        .setFailure(
                                Failure.newBuilder()
                                        .setCode("TARGET_REFUSED")
                                        .setMessage("/var/jenkins_home is not empty: 12 entries")
                                        .setNext("look at it, then add --into-existing"));
    }

    static Snapshot snapshot() {
        return Snapshot.newBuilder()
                .setId("2928ff3b7f4c13ba")
                .setPlan("ci")
                .setRepository("main")
                .setRecoveryPoint(time("2026-11-22T21:04:05Z"))
                .setHost("ci")
                .addPaths("/var/jenkins_home")
                .addTags("plan=ci")
                .setBytes(1_234_567_890)
                .setFiles(82_014)
                .setProgramVersion("lifeboat-agent 0.1.0")
                .build();
    }

    static Repository.Builder repository(String name) {
        return Repository.newBuilder()
                .setName(name)
                .setUrl("s3:https://s3.test/" + name)
                .setReachable(true)
                .setLastSync(time("2026-11-22T23:50:00Z"))
                .setSnapshots(14)
                .setPacks(220)
                .setBytes(3_400_000_000L)
                .setLocks(1)
                .setOldestLock(time("2026-11-22T18:00:00Z"))
                .addPlans("ci");
    }
}
