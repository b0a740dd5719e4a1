package lifeboat.controller.security;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;

/** Whom a certificate names, as the one URI among its alternative names. */
public sealed interface Subject {

    /** {@code lifeboat://host/NAME?role=master&instance=ID}. */
    record HostSubject(HostName name, Role role, InstanceId instance) implements Subject {

        @Override
        public String uri() {
            return "lifeboat://host/%s?role=%s&instance=%s".formatted(name, word(role), instance);
        }
    }

    /** {@code lifeboat://operator/NAME?role=admin}. */
    record OperatorSubject(OperatorName name, OperatorRole role) implements Subject {

        @Override
        public String uri() {
            return "lifeboat://operator/%s?role=%s".formatted(name, word(role));
        }
    }

    /** The URI that {@link #parse} reads. */
    String uri();

    /** Reads exactly what {@link #uri} writes; anything else is nobody. */
    static Optional<Subject> parse(String uri) {
        Matcher host = Uris.HOST.matcher(uri);
        if (host.matches()
                && HostName.isValid(host.group(1))
                && InstanceId.isValid(host.group(3))) {
            return Optional.of(
                    new HostSubject(
                            new HostName(host.group(1)),
                            Role.valueOf(host.group(2).toUpperCase(Locale.ROOT)),
                            new InstanceId(host.group(3))));
        }
        Matcher operator = Uris.OPERATOR.matcher(uri);
        if (operator.matches() && OperatorName.isValid(operator.group(1))) {
            return Optional.of(
                    new OperatorSubject(
                            new OperatorName(operator.group(1)),
                            OperatorRole.valueOf(operator.group(2).toUpperCase(Locale.ROOT))));
        }
        return Optional.empty();
    }

    private static String word(Enum<?> role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** Compiled once. */
    final class Uris {
        private static final Pattern HOST =
                Pattern.compile("lifeboat://host/([^/?&]+)\\?role=(master|slave)&instance=(.+)");
        private static final Pattern OPERATOR =
                Pattern.compile("lifeboat://operator/([^/?&]+)\\?role=(viewer|operator|admin)");

        private Uris() {}
    }
}
