package lifeboat.controller.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.controller.fleet.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a stand-in for AWS STS on this machine. */
class AwsIdentitiesIT {

    private static final String ACCOUNT = "123456789012";
    private static final AwsRule MASTERS =
            new AwsRule(ACCOUNT, "jenkins", Role.MASTER, Optional.of(Room.CI));

    @TempDir private Path folder;

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private CertificateAuthority authority;
    private HttpServer sts;
    private volatile int status = 200;
    private volatile String answer = identity("assumed-role/jenkins/i-1");
    private volatile boolean silent;

    @BeforeEach
    void start() throws IOException {
        authority = CertificateAuthority.openOrCreate(folder, new SetClock());
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", this::answer);
        sts.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        sts.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            asked.incrementAndGet();
            call.getRequestBody().readAllBytes();
            byte[] body = answer.getBytes(UTF_8);
            call.getResponseHeaders().add("Location", "/elsewhere");
            call.sendResponseHeaders(status, body.length);
            if (silent) {
                call.getResponseBody().flush(); // the head only
                end.await();
            }
            call.getResponseBody().write(body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String identity(String resource) {
        return ("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<GetCallerIdentityResult><Arn>arn:aws:sts::%1$s:%2$s</Arn>"
                        + "<UserId>AROA:i-1</UserId><Account>%1$s</Account>"
                        + "</GetCallerIdentityResult></GetCallerIdentityResponse>")
                .formatted(ACCOUNT, resource);
    }

    private Voucher verify(List<AwsRule> rules, String fingerprint) throws InterruptedException {
        int port = sts.getAddress().getPort();
        String authorization =
                "AWS4-HMAC-SHA256 Credential=AKIA/20261123/eu-central-1/sts/aws4_request, "
                        + "SignedHeaders=host;x-lifeboat-controller, Signature="
                        + "ab".repeat(32);
        Proof.Aws proof =
                new Proof.Aws(
                        "http://127.0.0.1:" + port + "/",
                        Map.of(
                                "Authorization", authorization,
                                "Content-Type", "application/x-www-form-urlencoded",
                                "X-Lifeboat-Controller", fingerprint),
                        "Action=GetCallerIdentity&Version=2011-06-15");
        try (AwsIdentities aws =
                new AwsIdentities(
                        rules,
                        new StsEndpoints.Loopback(port),
                        authority,
                        Duration.ofSeconds(silent ? 1 : 20))) {
            return aws.verify(proof);
        }
    }

    private Voucher verify() throws InterruptedException {
        return verify(List.of(MASTERS), authority.fingerprint());
    }

    @Test
    void theBearerOfANamedRoleIsTheRulesHost() throws Exception {
        Voucher voucher = verify();
        assertThat(voucher.by()).isEqualTo("aws 123456789012/jenkins");
        assertThat(voucher.scope())
                .isEqualTo(new EnrolmentScope(Optional.of(Room.CI), Role.MASTER, 0, false));
        assertThat(voucher.token()).isEmpty();
    }

    @Test
    void othersOfTheAccountAreRefused() {
        answer = identity("assumed-role/Jenkins/i-1");
        assertRefused("AWS_NOT_ALLOWED", this::verify);
        answer = identity("assumed-role/other/jenkins");
        assertRefused("AWS_NOT_ALLOWED", this::verify);
        for (String resource : List.of("user/jenkins", "root", "federated-user/jenkins")) {
            answer = identity(resource);
            assertRefused("AWS_DENIED", this::verify);
        }
    }

    @Test
    void anotherAccountIsRefused() {
        answer = answer.replace(ACCOUNT, "210987654321");
        assertRefused("AWS_NOT_ALLOWED", this::verify);
        answer = answer.replace("<Account>210987654321", "<Account>" + ACCOUNT);
        assertRefused("AWS_DENIED", this::verify);
    }

    @Test
    void whatIsNotTheAnswerIsRefused() {
        String right = answer;
        for (String wrong :
                List.of(
                        "",
                        "{}",
                        "<a>" + right + "</a>",
                        right + right,
                        right.substring(0, right.length() - 3),
                        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>" + right)) {
            answer = wrong;
            assertRefused("AWS_DENIED", this::verify);
        }
    }

    @Test
    void aRefusalAndARedirectVouchForNobody() {
        for (int refusal : new int[] {302, 307, 400, 403}) {
            status = refusal;
            assertRefused("AWS_DENIED", this::verify);
        }
        assertThat(asked).hasValue(4);
    }

    @Test
    void troubleAtAwsMayPass() {
        status = 503;
        assertRefused("AWS_UNREACHABLE", this::verify);
        status = 200;
        answer = identity("assumed-role/jenkins/i-1") + " ".repeat(100_000);
        assertRefused("AWS_UNREACHABLE", this::verify);
        silent = true;
        assertRefused("AWS_UNREACHABLE", this::verify);
    }

    @Test
    void whatNeedNotBeAskedIsNotAsked() {
        assertRefused("AWS_NOT_ALLOWED", () -> verify(List.of(), authority.fingerprint()));
        assertRefused("AWS_OTHER_CONTROLLER", () -> verify(List.of(MASTERS), "another"));
        assertThat(asked).hasValue(0);
    }
}
