package lifeboat.cli.command;

import java.util.Locale;
import lifeboat.cli.output.Amounts;
import lifeboat.cli.output.Details;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.cli.output.Words;
import lifeboat.proto.agent.v1.HostState;
import lifeboat.proto.agent.v1.Mount;
import lifeboat.proto.control.v1.Host;

/** A host in words. */
final class HostView {

    private HostView() {}

    static String link(Host host) {
        String doubled = host.getDuplicateSeen() ? ", seen twice" : "";
        return (host.getConnected() ? "up" : "DOWN") + doubled;
    }

    static String lastSeen(Host host, Times times) {
        return host.hasLastSeen() ? times.relative(host.getLastSeen()) : "never";
    }

    static String clock(Host host) {
        if (!host.hasClockOffset()) {
            return "";
        }
        double seconds = Times.duration(host.getClockOffset()).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%+.1f s", seconds);
    }

    static String certificate(Host host, Times times) {
        return host.hasCertificateExpires()
                ? "ends " + times.relative(host.getCertificateExpires())
                : "";
    }

    static String details(Host host, Times times) {
        HostState state = host.getState();
        Details details =
                new Details()
                        .add("Host", host.getName() + ", " + Words.of(host.getRole()))
                        .add("Link", link(host))
                        .add(
                                "Last seen",
                                host.hasLastSeen() ? times.both(host.getLastSeen()) : "never")
                        .add("Plans", String.join(" ", host.getPlansList()))
                        .add("Agent", host.getAgentVersion())
                        .add("Clock", clock(host))
                        .addIf(
                                host.hasCertificateExpires(),
                                "Certificate",
                                () -> "ends " + times.both(host.getCertificateExpires()));
        if (host.hasState()) {
            describe(state, details, times);
        }
        return details.text();
    }

    private static void describe(HostState state, Details details, Times times) {
        details.add("Machine", state.getMachineName())
                .add("System", state.getOperatingSystem() + ", kernel " + state.getKernel())
                .add(
                        "Size",
                        "%s, %s of memory, load %.1f"
                                .formatted(
                                        Amounts.count(state.getCores(), "core", "cores"),
                                        Amounts.bytes(state.getMemoryBytes()),
                                        state.getLoad()))
                .add("Processes", processes(state, times))
                .add("May use", String.join("\n", state.getAllowance().getPathsList()))
                .add("Repositories", String.join("\n", state.getAllowance().getRepositoriesList()))
                .add("Mounts", mounts(state));
    }

    private static String processes(HostState state, Times times) {
        return String.join(
                "\n",
                state.getProcessesList().stream()
                        .map(
                                process ->
                                        process.getRunning()
                                                ? "%s: up, pid %d, started %s"
                                                        .formatted(
                                                                process.getName(),
                                                                process.getPid(),
                                                                times.relative(
                                                                        process.getStarted()))
                                                : process.getName() + ": DOWN")
                        .toList());
    }

    private static String mounts(HostState state) {
        return state.getMountsList().isEmpty()
                ? ""
                : new Table<Mount>()
                        .column("PATH", Mount::getPath)
                        .column("SOURCE", Mount::getSource)
                        .column("TYPE", Mount::getFileSystem)
                        .number("FREE", mount -> space(mount, mount.getSpace().getFreeBytes()))
                        .number("OF", mount -> space(mount, mount.getSpace().getSizeBytes()))
                        .text(state.getMountsList(), false);
    }

    private static String space(Mount mount, long bytes) {
        return mount.hasSpace() ? Amounts.bytes(bytes) : "no answer";
    }
}
