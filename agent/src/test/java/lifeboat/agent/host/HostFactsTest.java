package lifeboat.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import lifeboat.agent.config.Watched;
import lifeboat.agent.host.HostState.MountedVolume;
import lifeboat.engine.Volumes.Space;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsTest {

    private static final Space SPACE = new Space(100, 40, 9, 3);
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);

    @TempDir private Path root;

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @BeforeEach
    void makeHost() throws IOException {
        file("proc/sys/kernel/hostname", "ci-1\n");
        file("proc/sys/kernel/osrelease", "6.8.0\n");
        file("proc/sys/kernel/random/boot_id", "1-2-3\n");
        file("etc/os-release", "NAME=X\nPRETTY_NAME=\"Linux 12 (x)\"\n");
        file("proc/meminfo", "MemTotal:        2048 kB\nMemFree: 1 kB\n");
        file("proc/loadavg", "0.52 0.58 0.59 1/467 12345\n");
        file("proc/self/status", "Name:\tjava\nVmRSS:\t   64 kB\n");
        file("proc/stat", "cpu 1 2\nbtime 1000000\n");
        file(
                "proc/self/mountinfo",
                """
                22 1 259:1 / / rw,relatime shared:1 - ext4 /dev/root rw,discard
                23 22 0:21 / /proc rw,nosuid - proc proc rw
                24 22 0:22 / /dev/shm rw - tmpfs tmpfs rw
                25 22 0:23 / /tmp rw - tmpfs tmpfs rw,size=1k
                26 22 259:3 /home /var/jenkins\\040home rw,noatime master:1 - xfs /dev/nvme1n1 rw
                27 22 0:50 / /mnt/nfs rw - nfs4 server:/export rw,vers=4.2
                28 22 0:60 / /mnt/nfs rw - nfs4 other:/export rw
                not a line
                """);
    }

    private HostState look(SpaceProbe.Question question, Watched... watched)
            throws InterruptedException {
        try (HostFacts facts =
                new HostFacts(
                        root,
                        List.of(watched),
                        new SpaceProbe(question, Duration.ofMillis(500)),
                        CLOCK)) {
            return facts.look();
        }
    }

    @Test
    void theHostIsDescribed() throws InterruptedException {
        HostState state = look(_ -> Optional.of(SPACE));

        assertThat(state.machineName()).isEqualTo("ci-1");
        assertThat(state.kernel()).isEqualTo("6.8.0");
        assertThat(state.operatingSystem()).isEqualTo("Linux 12 (x)");
        assertThat(state.memoryBytes()).isEqualTo(2 << 20);
        assertThat(state.load()).isEqualTo(0.52);
        assertThat(state.agentResidentBytes()).isEqualTo(64 << 10);
        assertThat(state.seen()).isEqualTo(CLOCK.instant());
    }

    @Test
    void mountsAreThoseOfRealFileSystems() throws InterruptedException {
        List<Mount> mounts =
                look(_ -> Optional.of(SPACE)).mounts().stream().map(MountedVolume::mount).toList();

        assertThat(mounts)
                .extracting(Mount::path)
                .containsExactly("/", "/tmp", "/var/jenkins home", "/mnt/nfs");
        Mount home = mounts.get(2);
        assertThat(home.root()).isEqualTo("/home");
        assertThat(home.source()).isEqualTo("/dev/nvme1n1");
        assertThat(home.fileSystem()).isEqualTo("xfs");
        assertThat(home.device()).isEqualTo("259:3");
        assertThat(home.options()).containsExactly("rw", "noatime");
        assertThat(mounts.get(3).source()).as("the one on top").isEqualTo("other:/export");
    }

    @Test
    void aFileSystemThatHangsKeepsNoOtherFromAnswering() throws InterruptedException {
        CountDownLatch serverIsBack = new CountDownLatch(1);
        SpaceProbe.Question question =
                path -> {
                    if (path.equals("/tmp")) {
                        awaitQuietly(serverIsBack);
                    }
                    return Optional.of(SPACE);
                };
        try (SpaceProbe probe = new SpaceProbe(question, Duration.ofMillis(500))) {
            assertThat(probe.measure("/")).contains(SPACE);
            assertThat(probe.measure("/tmp")).isEmpty();
            assertThat(probe.measure("/mnt/nfs")).contains(SPACE);
            assertThat(probe.measure("/tmp")).as("and is not asked again").isEmpty();
            serverIsBack.countDown();
            Optional<Space> back = probe.measure("/tmp");
            for (int i = 0; back.isEmpty() && i < 100; i++) {
                assertThat(probe.measure("/mnt/nfs")).contains(SPACE); // takes a while
                back = probe.measure("/tmp");
            }
            assertThat(back).contains(SPACE);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void watchedProcessesAreFoundByTheirCommandLines() throws Exception {
        file("proc/17/cmdline", "java\0-jar\0/opt/jenkins.war\0");
        file("proc/17/stat", "17 (ja) va) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 9 0 500 1 1");
        file("proc/17/status", "VmRSS:\t 1024 kB\n");
        file("proc/18/cmdline", "sh\0-c\0tail jenkins.war.log\0");
        file("proc/18/stat", "18 (sh) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 9 0 900 1 1");

        HostState state =
                look(
                        _ -> Optional.empty(),
                        new Watched("jenkins", "jenkins.war"),
                        new Watched("other", "not-there"));

        assertThat(state.processes()).hasSize(2);
        assertThat(state.processes().getFirst().running())
                .contains(new HostState.Running(17, Instant.ofEpochSecond(1_000_005), 1024 << 10));
        assertThat(state.processes().getLast().running()).isEmpty();
    }

    @Test
    void onlyWhatMattersMakesAStateDiffer() throws Exception {
        HostState before = look(_ -> Optional.of(SPACE));
        file("proc/loadavg", "7.00 1 1\n");
        HostState busier = look(_ -> Optional.of(new Space(100, 39, 9, 2)));
        HostState hanging = look(_ -> Optional.empty());

        assertThat(busier.isLike(before)).isTrue();
        assertThat(hanging.isLike(before)).isFalse();
    }

    @Test
    void thisHostCanBeLookedAt() throws InterruptedException {
        try (HostFacts facts = HostFacts.ofThisHost(List.of(), CLOCK)) {
            HostState state = facts.look();

            assertThat(state.mounts()).isNotEmpty();
            assertThat(state.mounts())
                    .filteredOn(volume -> volume.mount().fileSystem().equals("tmpfs"))
                    .allSatisfy(
                            volume ->
                                    assertThat(volume.space().orElseThrow().inodes()).isPositive());
            assertThat(state.agentResidentBytes()).isPositive();
            assertThat(facts.bootId()).isNotEmpty();
        }
    }
}
