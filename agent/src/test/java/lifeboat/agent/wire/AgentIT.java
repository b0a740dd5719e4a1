package lifeboat.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import lifeboat.engine.Password;
import lifeboat.engine.Platform;
import lifeboat.engine.Progress;
import lifeboat.engine.Repository;
import lifeboat.engine.store.LocalObjectStore;
import lifeboat.proto.agent.v1.BackupTask;
import lifeboat.proto.agent.v1.Command;
import lifeboat.proto.agent.v1.ConnectRequest.MessageCase;
import lifeboat.proto.agent.v1.Fence;
import lifeboat.proto.agent.v1.Hello;
import lifeboat.proto.agent.v1.RepositoryAccess;
import lifeboat.proto.agent.v1.StepId;
import lifeboat.proto.agent.v1.StepResult;
import lifeboat.proto.agent.v1.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent as a process, with a worker, over TLS. */
class AgentIT {

    private static final Password PASSWORD = Password.of("geheim".toCharArray());
    private static final Platform PLATFORM =
            new Platform(Clock.systemUTC(), System::nanoTime, Thread::sleep);

    private final Authority authority = new Authority();
    private final List<Process> started = new ArrayList<>();
    @TempDir private Path folder;
    private Path home;
    private Path repository;
    private String repositoryId = "";
    private FakeController controller;
    private TlsServer server;

    @BeforeEach
    void prepare() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        byte[] content = new byte[3_000_000];
        new Random(5).nextBytes(content);
        Files.write(home.resolve("content"), content);
        repository = Files.createDirectory(folder.resolve("repository"));
        try (Repository made = Repository.init(store(), PASSWORD, PLATFORM, "somebody", "here")) {
            repositoryId = made.id();
        }
        controller = new FakeController(UUID.randomUUID().toString(), 200);
        server = TlsServer.start(authority, controller);
    }

    private LocalObjectStore store() {
        return new LocalObjectStore(repository, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        server.close();
        controller.close();
    }

    private Process start(String... more) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-Dlifeboat.worker.flags=--enable-native-access=ALL-UNNAMED"
                                        + " -XX:TieredStopAtLevel=1 -Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "lifeboat.agent.Main",
                                "run",
                                "--controller",
                                "127.0.0.1:" + server.port(),
                                "--allow",
                                home.toString(),
                                "--allow-repository",
                                repository.toString(),
                                "--data",
                                folder.resolve("data").toString()));
        words.addAll(List.of(more));
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("agent-" + started.size()).toFile())
                        .start();
        started.add(process);
        return process;
    }

    private Process startWithToken() throws Exception {
        Path token = folder.resolve("token");
        Files.writeString(token, "lb1.id.secret." + authority.sha256());
        return start("--token-file", token.toString());
    }

    private Command backup() {
        return Command.newBuilder()
                .setStep(StepId.newBuilder().setOperationId("b-1").setStep("backup"))
                .setAttempt(1)
                .setFence(Fence.newBuilder().setEpoch(1).setCounter(1))
                .setTask(
                        Task.newBuilder()
                                .setBackup(
                                        BackupTask.newBuilder()
                                                .setRepository(
                                                        RepositoryAccess.newBuilder()
                                                                .setUrl(repository.toString())
                                                                .setConfigId(repositoryId)
                                                                .setPassword(
                                                                        ByteString.copyFrom(
                                                                                PASSWORD.bytes())))
                                                .addPaths(home.toString())
                                                .setHost("ci")))
                .build();
    }

    private int snapshots() throws InterruptedException {
        try (Repository opened = Repository.open(store(), PASSWORD, PLATFORM)) {
            return opened.snapshots(new Progress()).size();
        }
    }

    @Test
    void anAgentThatIsKilledInMidStepGoesOnWithItAndTheWorkIsDoneOnce() throws Exception {
        Process first = startWithToken();
        Hello hello = controller.next(MessageCase.HELLO).getHello();
        controller.command(backup());
        controller.next(MessageCase.ACCEPTED);
        first.destroyForcibly().waitFor();
        controller.rest();

        start();

        Hello again = controller.next(MessageCase.HELLO).getHello();
        assertThat(again.getInstanceId()).isEqualTo(hello.getInstanceId());
        assertThat(again.getSteps(0).getAttempt()).isEqualTo(1);
        StepResult result = controller.next(MessageCase.RESULT).getResult();
        assertThat(result.getDone().getBackup().getBytes()).isEqualTo(3_000_000);
        assertThat(snapshots()).isEqualTo(1);
        controller.command(backup());
        assertThat(controller.next(MessageCase.RESULT).getResult().getDone())
                .isEqualTo(result.getDone());
        assertThat(snapshots()).isEqualTo(1);
    }

    @Test
    void anAgentThatIsToldToStopEndsWell() throws Exception {
        Process agent = startWithToken();
        controller.next(MessageCase.HELLO);
        agent.destroy();

        assertThat(agent.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).isZero();
    }

    @Test
    void withoutATokenAHostDoesNotJoin() throws Exception {
        Process agent = start();

        assertThat(agent.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).isEqualTo(4);
        assertThat(Files.readString(folder.resolve("agent-0"))).contains("no join token is given");
    }
}
