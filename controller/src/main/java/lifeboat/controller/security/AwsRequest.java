package lifeboat.controller.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/**
 * A signed request that was found to be nothing but {@code sts:GetCallerIdentity}, for this
 * controller: so that sending it can do nothing else, and what AWS answers is about its signer.
 *
 * <p>All is held against lists of what is allowed. A header that asks for JSON, say, once made
 * other programs read an answer that its sender had written (CVE-2020-16250).
 *
 * @param headers by lower-case name, without those that an HTTP client sets itself
 */
record AwsRequest(URI url, Map<String, String> headers, String body) {

    static final String CONTROLLER_HEADER = "x-lifeboat-controller";

    private static final int MAX_LENGTH = 8 << 10;
    private static final int MAX_TOKEN_LENGTH = 16 << 10;
    private static final String ACTION = "Action";
    private static final Map<String, String> CALL =
            Map.of(ACTION, "GetCallerIdentity", "Version", "2011-06-15");
    private static final Set<String> SIGNATURE =
            Set.of(
                    "X-Amz-Algorithm",
                    "X-Amz-Credential",
                    "X-Amz-Date",
                    "X-Amz-Expires",
                    "X-Amz-SignedHeaders",
                    "X-Amz-Security-Token",
                    "X-Amz-Signature");
    private static final Set<String> SENT =
            Set.of(
                    "authorization",
                    "content-type",
                    "x-amz-content-sha256",
                    "x-amz-date",
                    "x-amz-security-token",
                    CONTROLLER_HEADER);
    private static final Set<String> SET_BY_CLIENT = Set.of("host", "content-length");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");
    private static final Pattern AUTHORIZATION =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 Credential=[^ ,]+, ?SignedHeaders=([^ ,]+), ?"
                            + "Signature=[0-9a-f]{64}");

    /**
     * @param fingerprint of this controller's authority
     * @throws ControllerException {@code AWS_REQUEST_REFUSED}, {@code AWS_OTHER_CONTROLLER}
     */
    static AwsRequest of(Proof.Aws signed, StsEndpoints endpoints, String fingerprint) {
        URI url = url(signed.url(), endpoints);
        Map<String, String> query = form(url.getRawQuery() == null ? "" : url.getRawQuery());
        Map<String, String> headers = headers(signed.headers());
        boolean get = signed.body().isEmpty();
        String signedHeaders;
        if (get) {
            requireCall(query, SIGNATURE);
            signedHeaders = query.getOrDefault("X-Amz-SignedHeaders", "");
        } else {
            requireCall(form(signed.body()), Set.of());
            require(query.isEmpty(), "a POST has no query");
            require(
                    headers.getOrDefault("content-type", "")
                            .startsWith("application/x-www-form-urlencoded"),
                    "the body is a form");
            Matcher authorization =
                    AUTHORIZATION.matcher(headers.getOrDefault("authorization", ""));
            require(authorization.matches(), "it is signed by AWS4-HMAC-SHA256");
            signedHeaders = authorization.group(1);
        }
        List<String> names = Arrays.asList(signedHeaders.split(";"));
        require(names.contains("host"), "the host is signed");
        require(names.contains(CONTROLLER_HEADER), "X-Lifeboat-Controller is signed");
        if (!fingerprint.equals(headers.get(CONTROLLER_HEADER))) {
            throw new ControllerException(
                    Kind.UNAUTHENTICATED,
                    "AWS_OTHER_CONTROLLER",
                    "the AWS request was signed for another controller",
                    "give the agent this controller's fingerprint, " + fingerprint);
        }
        return new AwsRequest(url, headers, signed.body());
    }

    private static URI url(String text, StsEndpoints endpoints) {
        require(text.length() <= MAX_LENGTH + MAX_TOKEN_LENGTH, "the URL is short");
        try {
            URI url = new URI(text);
            require(endpoints.admits(url), "the URL is that of AWS STS");
            require(url.getRawUserInfo() == null, "the URL names no user");
            require(url.getRawFragment() == null, "the URL has no fragment");
            require(Set.of("", "/").contains(url.getRawPath()), "the URL's path is /");
            return url;
        } catch (URISyntaxException e) {
            throw refused("the URL is one: " + e.getReason());
        }
    }

    private static Map<String, String> headers(Map<String, String> given) {
        Map<String, String> headers = new TreeMap<>();
        given.forEach(
                (name, value) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (!SET_BY_CLIENT.contains(lower)) {
                        require(SENT.contains(lower), "there is no header \"" + name + "\"");
                        require(
                                value.length() <= MAX_TOKEN_LENGTH
                                        && VALUE.matcher(value).matches(),
                                "header " + lower + " is plain text");
                        require(
                                headers.put(lower, value) == null,
                                "header " + lower + " is there once");
                    }
                });
        return Map.copyOf(headers);
    }

    /** Splits {@code a=b&c=d}; a name that comes twice is refused. */
    private static Map<String, String> form(String text) {
        require(text.length() <= MAX_LENGTH + MAX_TOKEN_LENGTH, "the form is short");
        Map<String, String> fields = new HashMap<>();
        if (text.isEmpty()) {
            return fields;
        }
        for (String field : text.split("&", -1)) {
            String[] parts = field.split("=", 2);
            require(parts.length == 2, "each field of the form has a value");
            require(
                    fields.put(decoded(parts[0]), decoded(parts[1])) == null,
                    "each field of the form is there once");
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw refused("the form is encoded as it should be");
        }
    }

    private static void requireCall(Map<String, String> fields, Set<String> others) {
        CALL.forEach(
                (name, value) -> require(value.equals(fields.get(name)), name + " is " + value));
        for (String name : fields.keySet()) {
            require(
                    CALL.containsKey(name) || others.contains(name),
                    "there is no field \"" + name + "\"");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw refused(rule);
        }
    }

    private static ControllerException refused(String rule) {
        return new ControllerException(
                Kind.INVALID,
                "AWS_REQUEST_REFUSED",
                "the signed AWS request is not sent, as this does not hold: " + rule,
                "");
    }

    @Override
    public String toString() {
        return "AwsRequest[hidden]";
    }
}
