package lifeboat.controller.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hosts, one under each name. Thread-safe; what a call has returned from is durable. */
public interface HostStore {

    Optional<Host> find(HostName name);

    /** By name. */
    List<Host> all();

    /** How many hosts one voucher has let in that were alive at {@code since} or later. */
    int countAlive(String admittedBy, Instant since);

    /** Stores a host in the place of any that has its name. */
    void put(Host host);

    /** Notes the newest certificate of a host; of one that is not there, nothing. */
    void renewed(HostName name, CertificateSerial certificate, Instant ends);

    /** Notes what was last heard of hosts, all at once; what is not there stays away. */
    void saw(Map<HostName, Sighting> sightings);

    /** Notes that two machines use a host's identity; stays so until it enrols again. */
    void sawDuplicate(HostName name);

    /** Forgets a host. Returns false if there was none. */
    boolean remove(HostName name);
}
