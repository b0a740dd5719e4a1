package lifeboat.controller.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Hosts until the process ends. */
public final class MemoryHostStore implements HostStore {

    private final ConcurrentSkipListMap<HostName, Host> hosts = new ConcurrentSkipListMap<>();

    @Override
    public Optional<Host> find(HostName name) {
        return Optional.ofNullable(hosts.get(name));
    }

    @Override
    public List<Host> all() {
        return List.copyOf(hosts.values());
    }

    @Override
    public int countAlive(String admittedBy, Instant since) {
        return (int)
                hosts.values().stream()
                        .filter(host -> host.admission().by().equals(admittedBy))
                        .filter(host -> !host.lastAlive().isBefore(since))
                        .count();
    }

    @Override
    public void put(Host host) {
        hosts.put(host.name(), host);
    }

    @Override
    public void renewed(HostName name, CertificateSerial certificate, Instant ends) {
        hosts.computeIfPresent(
                name, (_, host) -> host.with(host.identity().renewed(certificate, ends)));
    }

    @Override
    public void saw(Map<HostName, Sighting> sightings) {
        sightings.forEach(
                (name, sighting) -> hosts.computeIfPresent(name, (_, host) -> host.with(sighting)));
    }

    @Override
    public void sawDuplicate(HostName name) {
        hosts.computeIfPresent(name, (_, host) -> host.with(host.identity().duplicated()));
    }

    @Override
    public boolean remove(HostName name) {
        return hosts.remove(name) != null;
    }
}
