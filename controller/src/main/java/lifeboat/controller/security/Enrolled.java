package lifeboat.controller.security;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.Host;

/**
 * A host and its new certificate.
 *
 * @param authorities to trust controllers by
 * @param replaced the host that had the name until now, another machine: its certificates are
 *     revoked, and its open operations are to end as SUPERSEDED
 */
public record Enrolled(
        Host host,
        X509Certificate certificate,
        List<X509Certificate> authorities,
        Optional<Host> replaced) {

    public Enrolled {
        authorities = List.copyOf(authorities);
    }
}
