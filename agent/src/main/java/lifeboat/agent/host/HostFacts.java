package lifeboat.agent.host;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.agent.config.Watched;
import lifeboat.agent.host.HostState.MountedVolume;
import lifeboat.engine.EngineException;
import lifeboat.engine.Volumes;

/** Looks at the host. One caller at a time. */
public final class HostFacts implements AutoCloseable {

    private static final Duration SPACE_LIMIT = Duration.ofSeconds(2);

    private final ProcFiles files;
    private final ProcessTable processes;
    private final SpaceProbe space;
    private final Clock clock;

    HostFacts(Path root, List<Watched> watched, SpaceProbe space, Clock clock) {
        files = new ProcFiles(root);
        processes = new ProcessTable(files, watched);
        this.space = space;
        this.clock = clock;
    }

    /** Of the host that this program runs on. */
    public static HostFacts ofThisHost(List<Watched> watched, Clock clock) {
        Volumes volumes = new Volumes();
        return new HostFacts(
                Path.of("/"),
                watched,
                new SpaceProbe(path -> space(volumes, path), SPACE_LIMIT),
                clock);
    }

    private static Optional<Volumes.Space> space(Volumes volumes, String path) {
        try {
            return Optional.of(volumes.space(Path.of(path)));
        } catch (EngineException _) { // it is told as what it is: not known
            return Optional.empty();
        }
    }

    /** Changes with each start of the host. */
    public String bootId() {
        return files.text("proc/sys/kernel/random/boot_id");
    }

    /** The host's own name. */
    public String machineName() {
        return files.text("proc/sys/kernel/hostname");
    }

    /** Looks once. */
    public HostState look() throws InterruptedException {
        List<MountedVolume> mounts = new ArrayList<>();
        for (Mount mount : MountTable.parse(files.lines("proc/self/mountinfo"))) {
            mounts.add(new MountedVolume(mount, space.measure(mount.path())));
        }
        return new HostState(
                clock.instant(),
                machineName(),
                operatingSystem(),
                files.text("proc/sys/kernel/osrelease"),
                Runtime.getRuntime().availableProcessors(),
                files.kibibytes("proc/meminfo", "MemTotal"),
                load(),
                files.kibibytes("proc/self/status", "VmRSS"),
                mounts,
                processes.read());
    }

    private String operatingSystem() {
        return files.value("etc/os-release", "PRETTY_NAME=").orElse("Linux").replace("\"", "");
    }

    private double load() {
        String first = files.text("proc/loadavg").split(" ", 2)[0];
        return first.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(first) : 0;
    }

    @Override
    public void close() {
        space.close();
    }
}
