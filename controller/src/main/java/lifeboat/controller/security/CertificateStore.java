package lifeboat.controller.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.HostName;

/** What was issued, and revoked of it. Thread-safe; what a call has returned from is durable. */
public interface CertificateStore {

    /** Stores one, in the place of any that has its serial number. */
    void put(IssuedCertificate certificate);

    Optional<IssuedCertificate> find(CertificateSerial serial);

    /** In the order of their ends. */
    List<IssuedCertificate> all();

    /** Revokes one; false if it is not there or was revoked before. */
    boolean revoke(CertificateSerial serial, Revocation revocation);

    /** Revokes all of a host that are not revoked yet, and returns how many. */
    int revokeAll(HostName host, Revocation revocation);

    /**
     * Revokes all of an operator that are not revoked yet, and returns how many. Of those that the
     * store has lost, {@link #lastRevocation(OperatorName)} tells.
     */
    int revokeAll(OperatorName operator, Revocation revocation);

    /** When all certificates of the operator were last revoked. */
    Optional<Instant> lastRevocation(OperatorName operator);

    /** When a certificate of the host was last revoked. */
    Optional<Instant> lastRevocation(HostName host);

    /** Forgets what has ended before then, since nobody takes it any more, revoked or not. */
    void forgetEndedBefore(Instant end);
}
