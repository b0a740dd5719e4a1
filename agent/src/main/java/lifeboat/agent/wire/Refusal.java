package lifeboat.agent.wire;

import io.grpc.Status;
import java.security.cert.CertificateException;

/**
 * Why there is no connection, for people.
 *
 * @param lasting whether it stays so until somebody does something
 */
record Refusal(String code, String message, String next, boolean lasting) {

    static Refusal of(Status status) {
        String said = status.getDescription() == null ? "" : ": " + status.getDescription();
        return switch (status.getCode()) {
            case UNAUTHENTICATED ->
                    new Refusal(
                            "NOT_KNOWN",
                            "the controller does not know this host" + said,
                            "on the controller: lifeboat token create; here: start the agent with"
                                    + " the new token",
                            true);
            case PERMISSION_DENIED ->
                    new Refusal(
                            "NOT_PERMITTED",
                            "the controller does not let this host in" + said,
                            "see lifeboat host show, and lifeboat audit",
                            true);
            case ALREADY_EXISTS ->
                    new Refusal(
                            "IDENTITY_TWICE",
                            "another instance is connected with this host's identity" + said,
                            "stop one of the two; a copied machine needs a data folder and a token"
                                    + " of its own",
                            true);
            case UNAVAILABLE -> unavailable(status, said);
            default ->
                    new Refusal(
                            "CONTROLLER_" + status.getCode(),
                            "the controller ended the connection" + said,
                            "see the controller's log",
                            false);
        };
    }

    private static Refusal unavailable(Status status, String said) {
        String evidence = said;
        for (Throwable e = status.getCause(); e != null; e = e.getCause()) {
            if (e instanceof CertificateException) {
                return new Refusal(
                        "CONTROLLER_UNTRUSTED",
                        "what answers is not this host's controller: " + e.getMessage(),
                        "check the address, and that the token is this controller's",
                        true);
            }
            if (e.getMessage() != null) { // "io exception" is all that gRPC itself says
                evidence = ": " + e.getMessage();
            }
        }
        return new Refusal(
                "CONTROLLER_UNREACHABLE",
                "the controller can't be reached" + evidence,
                "check its address, and that it runs; work on this host goes on meanwhile",
                false);
    }
}
