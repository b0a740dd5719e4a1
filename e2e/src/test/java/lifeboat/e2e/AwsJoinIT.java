package lifeboat.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An agent that joins by its AWS role and keeps to its own file: both sides as their users run
 * them, with a stand-in for AWS STS on this machine.
 */
class AwsJoinIT {

    private static final String ACCOUNT = "012345678901";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private static Scratch scratch;
    private static HttpServer sts;
    private static ControlPlane plane;

    @BeforeAll
    static void start() throws Exception {
        Needs.agent();
        scratch = Scratch.create("aws");
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", AwsJoinIT::answer);
        sts.start();
        Path data = Files.createDirectories(scratch.resolve("controller"));
        Files.writeString(
                data.resolve("controller.yaml"),
                """
                aws:
                  roles:
                    - account: "%s"
                      name: ci-master
                      as: master
                      host: ci
                  sts_stand_in: 127.0.0.1:%d
                """
                        .formatted(ACCOUNT, sts.getAddress().getPort()));
        plane = ControlPlane.start(scratch.path(), new Repository("", "", Map.of()));
    }

    @AfterAll
    static void stop() throws IOException {
        if (plane == null) {
            return; // what it needs is not there
        }
        plane.close();
        sts.stop(0);
        scratch.close();
    }

    /** Says of whoever signed that they bear the role that their key is named after. */
    private static void answer(HttpExchange call) throws IOException {
        try (call) {
            String form = new String(call.getRequestBody().readAllBytes(), UTF_8);
            String authorization = call.getRequestHeaders().getFirst("Authorization");
            boolean signed =
                    form.equals("Action=GetCallerIdentity&Version=2011-06-15")
                            && authorization.startsWith("AWS4-HMAC-SHA256 Credential=");
            String role = authorization.replaceFirst(".*Credential=([^/]+)/.*", "$1");
            byte[] answer =
                    """
                    <GetCallerIdentityResponse><GetCallerIdentityResult>
                    <Arn>arn:aws:sts::%1$s:assumed-role/%2$s/i-1</Arn><Account>%1$s</Account>
                    </GetCallerIdentityResult></GetCallerIdentityResponse>
                    """
                            .formatted(ACCOUNT, role)
                            .getBytes(UTF_8);
            call.sendResponseHeaders(signed ? 200 : 403, answer.length);
            call.getResponseBody().write(answer);
        }
    }

    @Test
    void theRoleIsEnoughToJoinAndTheAgentKeepsToItsOwnFile() throws Exception {
        Path home = Files.createDirectory(scratch.resolve("home"));
        Path repository = scratch.resolve("repository");
        new Program(new Repository(repository.toString(), "geheim", Map.of())).init();
        Path foreign = scratch.resolve("foreign");
        new Program(new Repository(foreign.toString(), "geheim", Map.of())).init();

        List<String> before = files(repository);

        try (Running agent = agent("ci-master", home, repository)) {
            awaitConnected(agent);
            assertThat(plane.run("audit", "-o", "wide").requireSuccess().text().lines())
                    .anyMatch(
                            line ->
                                    line.contains("aws 012345678901/ci-master")
                                            && line.contains("host enrol"));

            applyPlan("elsewhere", scratch.path(), repository);
            assertRefused("elsewhere", "PATH_NOT_ALLOWED");
            applyPlan("foreign", home, foreign);
            assertRefused("foreign", "REPOSITORY_NOT_ALLOWED");
            assertThat(files(repository)).isEqualTo(before);
            assertThat(files(foreign)).hasSameSizeAs(before);
        }
    }

    @Test
    void anotherRoleOfTheAccountIsNotEnough() throws Exception {
        try (Running agent = agent("intern", scratch.path(), scratch.path())) {
            Finished ended = agent.await(LIMIT);
            assertThat(ended.exitCode()).isEqualTo(4);
            assertThat(ended.errors()).contains("AWS role intern of account 012345678901");
        }
        assertThat(plane.run("audit").requireSuccess().text()).contains("AWS_NOT_ALLOWED");
    }

    /** All files of a repository but the controller's own, which it saves beside them. */
    private static List<String> files(Path repository) throws IOException {
        Path own = repository.resolve("lifeboat");
        try (Stream<Path> all = Files.walk(repository)) {
            return all.filter(file -> !file.startsWith(own)).map(Path::toString).sorted().toList();
        }
    }

    private Running agent(String role, Path allowed, Path repository) throws Exception {
        Path file =
                Files.writeString(
                        scratch.resolve(role + ".yaml"),
                        """
                        controller: %s
                        data: %s
                        aws:
                          ca-sha256: %s
                          region: eu-central-1
                          endpoint: http://127.0.0.1:%d/
                        allow:
                          paths: [%s]
                          repositories: [%s]
                        """
                                .formatted(
                                        plane.address(),
                                        scratch.resolve("data-" + role),
                                        authority(),
                                        sts.getAddress().getPort(),
                                        allowed,
                                        repository));
        return Command.of(
                        Checkout.here().launcher().toString(),
                        "agent",
                        "run",
                        "--config",
                        file.toString())
                .with("LIFEBOAT_BUILD", "no")
                .with("AWS_ACCESS_KEY_ID", role)
                .with("AWS_SECRET_ACCESS_KEY", "secret")
                .start();
    }

    private String authority() throws Exception {
        byte[] pem = Files.readAllBytes(plane.identity().resolve("ca.pem"));
        byte[] der =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new java.io.ByteArrayInputStream(pem))
                        .getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    }

    private void awaitConnected(Running agent) throws Exception {
        for (long i = 0; i < LIMIT.dividedBy(LOOK_EVERY); i++) {
            Finished shown = plane.run("host", "show", "ci", "-o", "json");
            if (shown.exitCode() == 0
                    && Json.parse(shown.text()).text("connected").equals("true")) {
                return;
            }
            assertThat(agent.endsWithin(LOOK_EVERY)).as("the agent has ended").isFalse();
        }
        throw new AssertionError("the agent has not joined: " + agent.errorsSoFar());
    }

    private void applyPlan(String name, Path path, Path repository) throws Exception {
        Path plan =
                Files.writeString(
                        scratch.resolve(name + ".plan.yaml"),
                        """
                        name: %1$s
                        service: {name: %1$s}
                        host: ci
                        paths: [%2$s]
                        repository: {name: %1$s, url: %3$s}
                        objectives: {recoveryPoint: 26h, recoveryTime: 3h}
                        """
                                .formatted(name, path, repository));
        Path password = Files.writeString(scratch.resolve("password"), "geheim");
        plane.run(
                        "plan",
                        "apply",
                        plan.toString(),
                        "--repository-password-file",
                        password.toString())
                .requireSuccess();
    }

    /** Its operation ends as REFUSED, and says why. */
    private void assertRefused(String plan, String code) throws Exception {
        Finished backup = plane.run("backup", "run", plan, "--wait", "-o", "json");
        assertThat(backup.exitCode()).as(backup.errors()).isEqualTo(5);
        Json operation = Json.parse(backup.text());
        assertThat(operation.text("outcome")).isEqualTo("REFUSED");
        assertThat(backup.text()).contains(code);
    }
}
