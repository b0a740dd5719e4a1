package lifeboat.controller.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * A host of the fleet, connected or not.
 *
 * @param sighting empty until its agent has connected
 */
public record Host(
        HostName name,
        Role role,
        HostIdentity identity,
        Admission admission,
        Optional<Sighting> sighting) {

    /** The last sign of life that the store knows: a report, or else its admission. */
    public Instant lastAlive() {
        return sighting.map(Sighting::at).orElse(admission.at());
    }

    Host with(HostIdentity changed) {
        return new Host(name, role, changed, admission, sighting);
    }

    Host with(Sighting seen) {
        return new Host(name, role, identity, admission, Optional.of(seen));
    }
}
