package lifeboat.agent.wire;

import io.grpc.ManagedChannel;
import lifeboat.agent.identity.Identity;

/** Opens channels to the controller; who opens one shuts it down. */
interface Dialer {

    /** As nobody, to the controller whose authority has this SHA-256. */
    ManagedChannel anonymous(String caSha256);

    /** As this host. */
    ManagedChannel as(Identity identity);
}
