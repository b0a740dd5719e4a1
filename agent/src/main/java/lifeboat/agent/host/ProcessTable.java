package lifeboat.agent.host;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.agent.config.Watched;
import lifeboat.agent.host.HostState.Running;
import lifeboat.agent.host.HostState.WatchedProcess;

/** Finds the watched processes among all, by their command lines. */
final class ProcessTable {

    /** The unit of {@code /proc/PID/stat}, which Linux fixes for programs. */
    private static final long TICKS_PER_SECOND = 100;

    /** Of the fields behind the command's name in parentheses; the process's start is the 22nd. */
    private static final int START_FIELD = 19;

    private final ProcFiles files;
    private final List<Watched> watched;

    ProcessTable(ProcFiles files, List<Watched> watched) {
        this.files = files;
        this.watched = watched;
    }

    /** Of several that fit one name the oldest, which started the others. */
    List<WatchedProcess> read() {
        if (watched.isEmpty()) {
            return List.of();
        }
        Map<String, Running> found = new HashMap<>();
        for (long pid : files.processes()) {
            String command = files.text("proc/" + pid + "/cmdline").replace('\0', ' ');
            for (Watched watch : watched) {
                if (command.contains(watch.command())) {
                    found.merge(watch.name(), running(pid), ProcessTable::older);
                }
            }
        }
        return watched.stream()
                .map(
                        watch ->
                                new WatchedProcess(
                                        watch.name(), Optional.ofNullable(found.get(watch.name()))))
                .toList();
    }

    private static Running older(Running a, Running b) {
        Comparator<Running> byAge =
                Comparator.comparing(Running::started).thenComparingLong(Running::pid);
        return byAge.compare(a, b) <= 0 ? a : b;
    }

    private Running running(long pid) {
        String stat = files.text("proc/" + pid + "/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        long ticks =
                fields.length > START_FIELD ? ProcFiles.number(fields[START_FIELD]).orElse(0) : 0;
        long boot =
                files.value("proc/stat", "btime ")
                        .map(text -> ProcFiles.number(text).orElse(0))
                        .orElse(0L);
        return new Running(
                pid,
                Instant.ofEpochSecond(boot).plusMillis(ticks * 1000 / TICKS_PER_SECOND),
                files.kibibytes("proc/" + pid + "/status", "VmRSS"));
    }
}
