package lifeboat.engine.restic.key;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Password;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.crypto.MasterKey;
import lifeboat.engine.restic.crypto.Scrypt;
import lifeboat.engine.restic.crypto.ScryptCost;
import lifeboat.engine.restic.crypto.Sealer;

/** One password's way to the master key. */
public final class KeyFile {

    /** Bytes of salt that restic insists on. */
    static final int SALT_BYTES = 64;

    /**
     * Who made a key file and when; claims, for people to read.
     *
     * @param created a time as written, RFC 3339; like the others empty if the file lacks it
     */
    public record Origin(String created, String username, String hostname) {

        public static Origin of(Instant created, String username, String hostname) {
            return new Origin(created.toString(), username, hostname);
        }
    }

    private final Origin origin;
    private final ScryptCost cost;
    private final byte[] salt;
    private final byte[] data; // the master key's JSON, sealed with what scrypt derives

    KeyFile(Origin origin, ScryptCost cost, byte[] salt, byte[] data) {
        this.origin = origin;
        this.cost = cost;
        this.salt = salt;
        this.data = data;
    }

    /** A key file for {@code key} with a fresh salt, at {@link ScryptCost#DEFAULT}. */
    public static KeyFile create(
            Password password, MasterKey key, Origin origin, SecureRandom random)
            throws InterruptedException {
        return create(password, key, origin, ScryptCost.DEFAULT, random);
    }

    static KeyFile create(
            Password password, MasterKey key, Origin origin, ScryptCost cost, SecureRandom random)
            throws InterruptedException {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Sealer sealer = new Sealer(derive(password, salt, cost), random);
        return new KeyFile(origin, cost, salt, sealer.seal(key.toJson()));
    }

    /**
     * Reads the key file {@code id}; unknown keys are skipped.
     *
     * @throws RepositoryException {@code REPOSITORY_DAMAGED} if it is cut or no key file, {@code
     *     REPOSITORY_UNSUPPORTED} if its derivation is not scrypt, {@code REPOSITORY_HOSTILE} if
     *     that would cost more than any honest one
     */
    public static KeyFile parse(ObjectId id, byte[] json) {
        return new KeyFileJson(id).parse(json);
    }

    /** The object's whole content, as restic writes it. */
    public byte[] toJson() {
        return KeyFileJson.write(this);
    }

    /**
     * Returns the master key, or nothing if the password is not this file's. Takes a good part of a
     * second on all cores.
     */
    public Optional<MasterKey> open(Password password) throws InterruptedException {
        Sealer sealer = new Sealer(derive(password, salt, cost), new SecureRandom());
        try {
            return sealer.open(data).map(MasterKey::parse);
        } catch (IllegalArgumentException e) {
            throw new RepositoryException(
                    Kind.REPOSITORY_DAMAGED,
                    "the password opens the key file made at %s by %s on %s, but %s"
                            .formatted(
                                    origin.created(),
                                    origin.username(),
                                    origin.hostname(),
                                    e.getMessage()),
                    "use the password of another key, or bring the file back from a copy",
                    e);
        }
    }

    private static MasterKey derive(Password password, byte[] salt, ScryptCost cost)
            throws InterruptedException {
        return MasterKey.of(Scrypt.derive(password.bytes(), salt, cost, MasterKey.BYTES));
    }

    public Origin origin() {
        return origin;
    }

    public ScryptCost cost() {
        return cost;
    }

    byte[] salt() {
        return salt;
    }

    byte[] data() {
        return data;
    }
}
