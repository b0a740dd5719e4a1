package lifeboat.e2e;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a repository is and what opens it.
 *
 * @param credentials the environment variables for its store
 */
public record Repository(String url, String password, Map<String, String> credentials) {

    public Repository {
        credentials = Map.copyOf(credentials);
    }

    /** A repository in a bucket of {@code server}; nothing is written yet. */
    public static Repository on(S3Server server, String bucket, String prefix)
            throws java.io.IOException {
        return new Repository(
                server.repository(bucket, prefix), "correct horse", S3Server.credentials());
    }

    /** The same repository under another URL. */
    Repository at(String otherUrl) {
        return new Repository(otherUrl, password, credentials);
    }

    public Repository withPassword(String other) {
        return new Repository(url, other, credentials);
    }

    /** The same with the variable {@code name} set; an empty value is as good as none. */
    public Repository withCredential(String name, String value) {
        Map<String, String> other = new TreeMap<>(credentials);
        other.put(name, value);
        return new Repository(url, password, other);
    }
}
