package lifeboat.controller.security;

import java.util.Optional;
import java.util.regex.Pattern;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.Role;

/**
 * An AWS role whose bearers may enrol.
 *
 * @param account 12 digits
 * @param roleName without its path, which AWS does not name to whoever bears it
 * @param host the only name; empty for slaves that name themselves
 */
public record AwsRule(String account, String roleName, Role role, Optional<HostName> host) {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

    public AwsRule {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("not an AWS account: \"" + account + "\"");
        }
        if (!ROLE.matcher(roleName).matches()) {
            throw new IllegalArgumentException("not an AWS role's name: \"" + roleName + "\"");
        }
        if (role == Role.MASTER && host.isEmpty()) {
            throw new IllegalArgumentException("a master's AWS rule names its host");
        }
    }

    Voucher voucher() {
        return new Voucher(
                "aws %s/%s".formatted(account, roleName),
                new EnrolmentScope(host, role, 0, false),
                Optional.empty());
    }
}
