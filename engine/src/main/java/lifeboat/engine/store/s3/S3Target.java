package lifeboat.engine.store.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lifeboat.engine.store.RepositoryUrl;

/**
 * A repository's place in an S3 service.
 *
 * @param endpoint {@code http} or {@code https}, a host, perhaps a port, and nothing else
 * @param prefix empty, or parts separated by {@code /}, with none at either end
 */
public record S3Target(URI endpoint, String bucket, String prefix) {

    private static final String GLOBAL = "s3.amazonaws.com";

    /** AWS documentation, "Amazon S3 endpoints and quotas": s3, s3-fips, dualstack, vpce, China. */
    private static final Pattern REGIONAL =
            Pattern.compile(
                    "(.+\\.)?s3(-fips)?(\\.dualstack)?[.-](?<region>[a-z]{2}(-[a-z]+)+-\\d)"
                            + "\\.(vpce\\.)?amazonaws\\.com(\\.cn)?");

    /**
     * Reads {@code s3:http://HOST/BUCKET/PREFIX}, with {@code https} too, and {@code
     * s3:HOST/BUCKET/PREFIX} or {@code s3://HOST/BUCKET/PREFIX}, which mean {@code https}.
     *
     * @throws RepositoryUrl.Invalid if it is anything else
     */
    public static S3Target parse(String url) {
        if (!url.startsWith("s3:")) {
            throw new RepositoryUrl.Invalid("an S3 URL starts with s3:");
        }
        String place = url.substring("s3:".length());
        boolean withScheme = place.startsWith("http://") || place.startsWith("https://");
        URI uri = uri(withScheme ? place : "https://" + place.replaceFirst("^//", ""));
        if (!withScheme && uri.getPort() < 0 && !looksLikeHost(uri.getHost())) {
            throw new RepositoryUrl.Invalid(
                    "\"%s\" is in the place of the host: is it the bucket?"
                            .formatted(uri.getHost()));
        }
        String[] parts =
                Arrays.stream(uri.getPath().split("/", -1))
                        .filter(part -> !part.isEmpty())
                        .toArray(String[]::new);
        if (Arrays.asList(parts).contains("..")) {
            throw new RepositoryUrl.Invalid("the S3 URL's path has a part \"..\"");
        }
        if (parts.length == 0) {
            throw new RepositoryUrl.Invalid("the S3 URL names no bucket");
        }
        String prefix = Arrays.stream(parts).skip(1).collect(Collectors.joining("/"));
        return new S3Target(
                URI.create(uri.getScheme() + "://" + uri.getRawAuthority()), parts[0], prefix);
    }

    private static URI uri(String place) {
        URI uri;
        try {
            uri = new URI(place);
        } catch (URISyntaxException e) {
            throw new RepositoryUrl.Invalid("the S3 URL is malformed: " + e.getReason());
        }
        if (uri.getRawUserInfo() != null) {
            throw new RepositoryUrl.Invalid(
                    "the S3 URL holds credentials: give them in the environment or a profile");
        }
        if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new RepositoryUrl.Invalid("the S3 URL is not of the form HOST/BUCKET/PREFIX");
        }
        return uri;
    }

    private static boolean looksLikeHost(String host) {
        return host.equals("localhost") || host.contains(".") || host.startsWith("[");
    }

    public S3Target {
        if (bucket.isEmpty() || bucket.contains("/")) {
            throw new IllegalArgumentException("not a bucket: \"" + bucket + "\"");
        }
        if (prefix.startsWith("/") || prefix.endsWith("/")) {
            throw new IllegalArgumentException("a prefix has / only inside: \"" + prefix + "\"");
        }
    }

    /** The place as restic writes it. */
    public String url() {
        return "s3:" + endpoint + "/" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }

    /** The full name in the bucket of what is at {@code path} below the prefix. */
    String name(String path) {
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    /** Whether calls go over TLS; to AWS's endpoint for every region they always do. */
    boolean isEncrypted() {
        return isGlobal() || endpoint.getScheme().equals("https");
    }

    /** Whether the endpoint is AWS's for every region, so that the bucket's own must be found. */
    boolean isGlobal() {
        return host().equals(GLOBAL);
    }

    /** The region that an AWS endpoint's name carries. */
    Optional<String> region() {
        Matcher matcher = REGIONAL.matcher(host());
        return matcher.matches() ? Optional.of(matcher.group("region")) : Optional.empty();
    }

    /** Whether the bucket belongs into the path, not the host name: so with all but AWS, Aliyun. */
    boolean isPathStyle() {
        boolean virtualHosts =
                isGlobal()
                        || (region().isPresent() && !host().contains(".vpce."))
                        || host().endsWith(".aliyuncs.com");
        return !virtualHosts;
    }

    private String host() {
        return endpoint.getHost().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return url();
    }
}
