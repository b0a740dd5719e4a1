package lifeboat.controller.wire;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;

/**
 * Notes connections that end before they are one of gRPC over TLS 1.3: what is not a client, and
 * what tries the door.
 */
final class Handshakes extends ServerTransportFilter {

    private final Audit audit;

    Handshakes(Audit audit) {
        this.audit = audit;
    }

    /**
     * @param attributes null, as gRPC has it, of one that never became ready
     */
    @Override
    public void transportTerminated(Attributes attributes) {
        if (attributes == null) {
            audit.noConnection();
        }
    }
}
