package lifeboat.agent.wire;

import lifeboat.agent.host.AwsIdentity.SignedCall;
import lifeboat.agent.identity.JoinToken;

/** Who vouches for the host. */
public sealed interface Proof {

    /** Of the controller's authority, in hex. */
    String caSha256();

    /** A join token. */
    record Token(JoinToken token) implements Proof {
        @Override
        public String caSha256() {
            return token.caSha256();
        }
    }

    /** The host's AWS role. */
    record Aws(SignedCall call, String caSha256) implements Proof {}
}
