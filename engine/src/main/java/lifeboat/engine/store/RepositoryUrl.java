package lifeboat.engine.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import lifeboat.engine.EngineException;
import lifeboat.engine.store.s3.S3Target;

/** Where a repository lies, as restic writes it. */
public sealed interface RepositoryUrl {

    /** A folder of this host. */
    record Local(Path folder) implements RepositoryUrl {}

    /** A bucket, or a prefix in one. */
    record S3(S3Target target) implements RepositoryUrl {}

    /**
     * Reads {@code s3:https://HOST/BUCKET/PREFIX}, {@code s3:HOST/BUCKET/PREFIX}, a path, or {@code
     * local:PATH}.
     *
     * @throws Invalid if it is anything else
     */
    static RepositoryUrl parse(String url) {
        if (url.startsWith("s3:")) {
            return new S3(S3Target.parse(url));
        }
        if (url.startsWith("local:")) {
            return new Local(path(url.substring("local:".length())));
        }
        // The scheme alone is shown: what follows it may hold a password.
        var scheme = Pattern.compile("(\\p{Alnum}+):").matcher(url);
        if (scheme.lookingAt()) {
            throw new Invalid("\"" + scheme.group(1) + ":\" is no kind of repository known here");
        }
        return new Local(path(url));
    }

    private static Path path(String path) {
        if (path.isBlank()) {
            throw new Invalid("the repository's path is empty");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new Invalid("the repository's path is not one: " + e.getReason());
        }
    }

    /** Says that a repository's URL can't be understood, never repeating what may be a secret. */
    final class Invalid extends EngineException {
        private static final long serialVersionUID = 1;

        public Invalid(String message) {
            super(message, null);
        }

        @Override
        public String code() {
            return "REPOSITORY_URL_INVALID";
        }

        @Override
        public Retry retry() {
            return Retry.NEVER;
        }

        @Override
        public String next() {
            return "write s3:https://HOST/BUCKET/PREFIX, s3:s3.amazonaws.com/BUCKET/PREFIX,"
                    + " /PATH or local:PATH";
        }
    }
}
