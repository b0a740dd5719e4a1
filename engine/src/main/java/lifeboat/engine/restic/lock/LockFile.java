package lifeboat.engine.restic.lock;

import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.restic.json.JsonReader;
import lifeboat.engine.restic.json.JsonWriter;
import lifeboat.engine.restic.json.Timestamp;

/**
 * What a lock says of its holder.
 *
 * @param time when it was written or last refreshed, by the holder's clock
 * @param exclusive whether it excludes every other lock, or only exclusive ones
 * @param pid the holder's process, of which nothing follows where it may be in a container
 * @param uid 32 bits without a sign, as is {@code gid}
 */
public record LockFile(
        Timestamp time,
        boolean exclusive,
        String hostname,
        String username,
        long pid,
        long uid,
        long gid) {

    /**
     * Reads a lock file; unknown keys are ignored.
     *
     * @param id the lock's, for messages
     * @throws RepositoryException {@code REPOSITORY_DAMAGED} or {@code REPOSITORY_HOSTILE}
     */
    public static LockFile decode(ObjectId id, byte[] json) {
        return JsonReader.read("lock", id, json, 0, json.length, in -> new Fields(in).read());
    }

    /** The bytes that restic would write: one line, no newline at its end. */
    public byte[] encode() {
        JsonWriter out = new JsonWriter().raw("{");
        out.key("time").timestamp(time);
        out.key("exclusive").bool(exclusive);
        out.key("hostname").string(hostname);
        out.key("username").string(username);
        out.key("pid").unsigned(pid);
        out.unsignedUnlessZero("uid", uid);
        out.unsignedUnlessZero("gid", gid);
        return out.raw("}").toBytes();
    }

    /** Gathers the keys of one lock. */
    private static final class Fields {
        private final JsonReader in;

        private Timestamp time = Timestamp.ZERO;
        private boolean exclusive;
        private String hostname = "";
        private String username = "";
        private long pid;
        private long uid;
        private long gid;

        Fields(JsonReader in) {
            this.in = in;
        }

        LockFile read() {
            in.object(this::field);
            return new LockFile(time, exclusive, hostname, username, pid, uid, gid);
        }

        private void field(String key) {
            switch (key) {
                case "time" -> time = in.timestamp();
                case "exclusive" -> exclusive = in.bool();
                case "hostname" -> hostname = in.string();
                case "username" -> username = in.string();
                case "pid" -> pid = in.count();
                case "uid" -> uid = in.uint32();
                case "gid" -> gid = in.uint32();
                default -> in.skip();
            }
        }
    }
}
