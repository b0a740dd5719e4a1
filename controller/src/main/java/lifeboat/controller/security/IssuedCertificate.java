package lifeboat.controller.security;

import java.time.Instant;
import java.util.Optional;
import lifeboat.controller.fleet.CertificateSerial;

/** A certificate that this controller knows it issued. */
public record IssuedCertificate(
        CertificateSerial serial, Subject subject, Instant ends, Optional<Revocation> revocation) {

    IssuedCertificate revoked(Revocation why) {
        return new IssuedCertificate(serial, subject, ends, Optional.of(why));
    }
}
