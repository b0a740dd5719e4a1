package lifeboat.e2e;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file, directory or link in a {@link TreeListing}.
 *
 * @param type as find's {@code %y}: f, d, l, p …
 * @param mode twelve bits, octal
 * @param owner numeric {@code user:group}
 * @param time of the last modification: seconds and nanoseconds since 1970, as find prints them
 * @param content the SHA-256 of a file, the target of a symlink, otherwise empty
 * @param firstName the least path among the hard links of a file, empty if it has but one
 * @param attributes {@code name=0xhex}, sorted; ACLs are among them as {@code system.posix_acl_…}
 * @param sparse whether it occupies less than its size
 */
record TreeEntry(
        String type,
        String mode,
        String owner,
        String time,
        long size,
        String content,
        String firstName,
        List<String> attributes,
        boolean sparse) {

    /** What is compared, by the name to show; whether a file has holes is not. */
    Map<String, String> aspects() {
        Map<String, String> aspects = new LinkedHashMap<>();
        aspects.put("type", type);
        aspects.put("mode", mode);
        aspects.put("owner", owner);
        aspects.put("time", time);
        aspects.put("size", Long.toString(size));
        aspects.put("content", content);
        aspects.put("hard link to", firstName);
        aspects.put("attributes", attributes.toString());
        return aspects;
    }
}
