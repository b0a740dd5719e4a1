package lifeboat.controller.security;

import java.time.Instant;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;

/** Who calls, by the certificate that the call is made with. */
public sealed interface Caller {

    /** Nobody has vouched for it. */
    record Anonymous() implements Caller {

        @Override
        public String who() {
            return "anonymous";
        }
    }

    /** The agent of a host. */
    record HostCaller(
            Subject.HostSubject host, CertificateSerial certificate, Instant certificateEnds)
            implements Caller {

        public HostName name() {
            return host.name();
        }

        public Role role() {
            return host.role();
        }

        public InstanceId instance() {
            return host.instance();
        }

        @Override
        public String who() {
            return "host " + name();
        }
    }

    /** A person. */
    record OperatorCaller(Subject.OperatorSubject operator) implements Caller {

        public OperatorRole role() {
            return operator.role();
        }

        @Override
        public String who() {
            return operator.name().value();
        }
    }

    /** As the audit log calls it. */
    String who();
}
