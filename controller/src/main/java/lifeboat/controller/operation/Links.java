package lifeboat.controller.operation;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lifeboat.controller.fleet.HostName;

/** Which hosts are connected, and how. For one thread at a time. */
final class Links {

    private final Instant started;
    private final Map<HostName, Session> sessions = new HashMap<>();
    private final Map<HostName, Instant> lostSince = new HashMap<>();

    /** None is connected yet. */
    Links(Instant started) {
        this.started = started;
    }

    /** Returns false, and takes no note, if a later connection was faster. */
    boolean connected(Session session) {
        Session before = sessions.get(session.host());
        if (before != null && before.number() >= session.number()) {
            return false;
        }
        sessions.put(session.host(), session);
        return true;
    }

    void lost(HostName host, Instant now) {
        sessions.remove(host);
        lostSince.put(host, now);
    }

    boolean isLatest(Session session) {
        return session.equals(sessions.get(session.host()));
    }

    Optional<Session> session(HostName host) {
        return Optional.ofNullable(sessions.get(host));
    }

    Link link(HostName host) {
        return sessions.containsKey(host)
                ? new Link.Up()
                : new Link.Lost(lostSince.getOrDefault(host, started));
    }
}
