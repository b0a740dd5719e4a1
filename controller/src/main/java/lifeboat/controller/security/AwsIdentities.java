package lifeboat.controller.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/**
 * Lets AWS say who signed a request, and holds it against the roles that may enrol. Thread-safe.
 */
public final class AwsIdentities implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final List<AwsRule> rules;
    private final StsEndpoints endpoints;
    private final String fingerprint;
    private final Duration answerLimit;
    private final HttpClient http;

    /**
     * Sends nothing yet.
     *
     * @param rules none: nobody enrols by AWS, and nothing is ever sent
     */
    public AwsIdentities(
            List<AwsRule> rules, StsEndpoints endpoints, CertificateAuthority authority) {
        this(rules, endpoints, authority, ANSWER);
    }

    AwsIdentities(
            List<AwsRule> rules,
            StsEndpoints endpoints,
            CertificateAuthority authority,
            Duration answerLimit) {
        this.rules = List.copyOf(rules);
        this.endpoints = endpoints;
        this.fingerprint = authority.fingerprint();
        this.answerLimit = answerLimit;
        http =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
    }

    /**
     * Sends the request, and returns what its signer is allowed.
     *
     * @throws ControllerException {@code AWS_NOT_ALLOWED}, {@code AWS_REQUEST_REFUSED}, {@code
     *     AWS_OTHER_CONTROLLER}, {@code AWS_DENIED}, {@code AWS_UNREACHABLE}
     */
    Voucher verify(Proof.Aws proof) throws InterruptedException {
        if (rules.isEmpty()) {
            throw denied("AWS_NOT_ALLOWED", "no AWS role may enrol at this controller");
        }
        AwsRequest request = AwsRequest.of(proof, endpoints, fingerprint);
        HttpResponse<byte[]> response = send(request);
        if (response.statusCode() / 100 == 5) {
            throw unreachable("it answered " + response.statusCode());
        }
        if (response.statusCode() != 200) {
            throw denied("AWS_DENIED", "AWS STS answered " + response.statusCode());
        }
        AwsCaller caller = AwsCaller.parse(new ByteArrayInputStream(response.body()));
        return rules.stream()
                .filter(
                        rule ->
                                rule.account().equals(caller.account())
                                        && rule.roleName().equals(caller.roleName()))
                .findFirst()
                .map(AwsRule::voucher)
                .orElseThrow(
                        () ->
                                denied(
                                        "AWS_NOT_ALLOWED",
                                        "AWS role %s of account %s may not enrol"
                                                .formatted(caller.roleName(), caller.account())));
    }

    private HttpResponse<byte[]> send(AwsRequest request) throws InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.url());
        request.headers().forEach(builder::header);
        if (request.body().isEmpty()) {
            builder.GET();
        } else {
            builder.POST(HttpRequest.BodyPublishers.ofString(request.body()));
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(
                        builder.build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            // a limit for all of it; that of HttpRequest ends when the body begins
            return answer.get(answerLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unreachable(
                    e.getCause() instanceof IOException failure
                            ? String.valueOf(failure.getMessage())
                            : e.getMessage());
        } catch (TimeoutException _) {
            throw unreachable("it did not answer within " + answerLimit.toSeconds() + " s");
        } finally {
            answer.cancel(true);
        }
    }

    private static ControllerException denied(String code, String message) {
        return new ControllerException(
                Kind.UNAUTHENTICATED, code, message, "name the role in the controller's settings");
    }

    private static ControllerException unreachable(String why) {
        return new ControllerException(
                Kind.UNAVAILABLE, "AWS_UNREACHABLE", "AWS STS can't be asked: " + why, "try again");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
