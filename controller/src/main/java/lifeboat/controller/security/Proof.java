package lifeboat.controller.security;

import java.util.Map;

/** Who vouches for a host that has no certificate yet. */
public sealed interface Proof {

    /** An admin, by a join token: its ID and its SECRET, UTF-8. */
    record Token(String id, Secret secret) implements Proof {}

    /**
     * AWS: a request to {@code sts:GetCallerIdentity} that the host signed and did not send.
     *
     * @param body empty for a GET
     */
    record Aws(String url, Map<String, String> headers, String body) implements Proof {

        public Aws {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Aws[signed request hidden]"; // who has it can be the host for some minutes
        }
    }
}
