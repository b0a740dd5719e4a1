package lifeboat.agent.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.Volumes;

/**
 * A host at one moment; what can't be read is 0 or empty.
 *
 * @param load of the last minute
 * @param agentResidentBytes of this process
 */
public record HostState(
        Instant seen,
        String machineName,
        String operatingSystem,
        String kernel,
        int cores,
        long memoryBytes,
        double load,
        long agentResidentBytes,
        List<MountedVolume> mounts,
        List<WatchedProcess> processes) {

    public HostState {
        mounts = List.copyOf(mounts);
        processes = List.copyOf(processes);
    }

    /** A mount, with the space of what is mounted unless it does not answer. */
    public record MountedVolume(Mount mount, Optional<Volumes.Space> space) {}

    /**
     * A process of the agent's file.
     *
     * @param running empty if it does not run
     */
    public record WatchedProcess(String name, Optional<Running> running) {}

    /** A process that runs. */
    public record Running(long pid, Instant started, long residentBytes) {}

    /** Whether it tells the same as {@code before}, but for what changes all the time. */
    public boolean isLike(HostState before) {
        return machineName.equals(before.machineName)
                && kernel.equals(before.kernel)
                && mountsOnly().equals(before.mountsOnly())
                && processesOnly().equals(before.processesOnly());
    }

    private List<Object> mountsOnly() {
        return mounts.stream()
                .<Object>map(volume -> List.of(volume.mount(), volume.space().isPresent()))
                .toList();
    }

    private List<Object> processesOnly() {
        return processes.stream()
                .<Object>map(
                        process ->
                                List.of(
                                        process.name(),
                                        process.running().map(Running::pid).orElse(0L)))
                .toList();
    }
}
