package lifeboat.controller.wire;

import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.security.JoinTokens;
import lifeboat.controller.security.TokenTerms;
import lifeboat.proto.control.v1.CreateTokenRequest;
import lifeboat.proto.control.v1.CreateTokenResponse;
import lifeboat.proto.control.v1.TokenServiceGrpc.TokenServiceImplBase;

/** Makes join tokens. */
final class TokenEndpoint extends TokenServiceImplBase {

    private final Calls calls;
    private final JoinTokens tokens;

    TokenEndpoint(Calls calls, JoinTokens tokens) {
        this.calls = calls;
        this.tokens = tokens;
    }

    @Override
    public void createToken(
            CreateTokenRequest request, StreamObserver<CreateTokenResponse> observer) {
        calls.change(
                observer,
                (request.getReplace() ? "in the place of host " : "host ") + request.getHostName(),
                request.getReason(),
                _ -> {
                    JoinTokens.Created token = tokens.create(terms(request));
                    return CreateTokenResponse.newBuilder()
                            .setToken(new String(token.text().bytes(), StandardCharsets.UTF_8))
                            .setExpires(ProtoTime.of(token.ends()))
                            .build();
                });
    }

    private static TokenTerms terms(CreateTokenRequest request) {
        Role role =
                HostMessages.role(request.getRole())
                        .orElseThrow(
                                () ->
                                        new ControllerException(
                                                Kind.INVALID,
                                                "ROLE_INVALID",
                                                "the role is neither master nor slave",
                                                "lifeboat token create --role master"));
        if (request.getReplace() && request.getReason().isBlank()) {
            throw new ControllerException(
                    Kind.INVALID,
                    "REASON_MISSING",
                    "whoever replaces a host says why",
                    "lifeboat token create --replace --reason …");
        }
        return new TokenTerms(
                Optional.of(request.getHostName())
                        .filter(name -> !name.isEmpty())
                        .map(WorkOrders::hostName),
                role,
                // more than an int holds is more than is allowed
                request.getMaxLiving() < 0 ? Integer.MAX_VALUE : request.getMaxLiving(),
                request.getReplace(),
                request.hasLifetime()
                        ? ProtoTime.duration(request.getLifetime())
                        : TokenTerms.DEFAULT_LIFETIME);
    }
}
