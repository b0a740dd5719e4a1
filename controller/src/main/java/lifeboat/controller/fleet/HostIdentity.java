package lifeboat.controller.fleet;

import java.time.Instant;

/**
 * What a host proves itself with.
 *
 * @param certificate the newest that was issued to it; the one before may still be in use
 * @param duplicateSeen whether two machines were seen to use it
 */
public record HostIdentity(
        InstanceId instance,
        CertificateSerial certificate,
        Instant certificateEnds,
        boolean duplicateSeen) {

    /** The same instance with a newer certificate. */
    HostIdentity renewed(CertificateSerial newCertificate, Instant newEnd) {
        return new HostIdentity(instance, newCertificate, newEnd, duplicateSeen);
    }

    HostIdentity duplicated() {
        return new HostIdentity(instance, certificate, certificateEnds, true);
    }
}
