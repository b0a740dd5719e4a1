package lifeboat.controller;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.security.AwsRule;
import lifeboat.controller.security.StsEndpoints;

/**
 * Who may enrol by an AWS role.
 *
 * @param rules none: nobody does
 * @param sts whom the hosts' signed requests are sent to
 */
record AwsEnrolment(List<AwsRule> rules, StsEndpoints sts) {

    static final AwsEnrolment NONE = new AwsEnrolment(List.of(), new StsEndpoints.Aws());

    private static final Set<String> KEYS = Set.of("roles", "sts_stand_in");
    private static final Set<String> ROLE_KEYS = Set.of("account", "name", "as", "host");

    AwsEnrolment {
        rules = List.copyOf(rules);
    }

    /** Reads the value of the key {@code aws}; what is wrong is added to {@code faults}. */
    static AwsEnrolment read(JsonNode node, List<String> faults) {
        return new Reading(faults).enrolment(node);
    }

    /** One reading, which goes on after a fault to find the others. */
    private record Reading(List<String> faults) {

        AwsEnrolment enrolment(JsonNode node) {
            if (!isMapping("aws", node, KEYS)) {
                return NONE;
            }
            List<AwsRule> rules = new ArrayList<>();
            JsonNode roles = node.path("roles");
            if (!roles.isMissingNode() && !roles.isArray()) {
                faults.add("aws.roles: it is not a list");
            }
            for (int i = 0; i < roles.size(); i++) {
                rule("aws.roles[" + i + "]", roles.get(i)).ifPresent(rules::add);
            }
            return new AwsEnrolment(rules, sts(node));
        }

        private StsEndpoints sts(JsonNode node) {
            Optional<String> text = text("aws", node, "sts_stand_in");
            if (text.isEmpty()) {
                return NONE.sts();
            }
            try {
                HostPort standIn = HostPort.parse(text.get());
                if (standIn.host().equals("127.0.0.1")) {
                    return new StsEndpoints.Loopback(standIn.port());
                }
                faults.add("aws.sts_stand_in: it is not on 127.0.0.1");
            } catch (IllegalArgumentException e) {
                faults.add("aws.sts_stand_in: " + e.getMessage());
            }
            return NONE.sts();
        }

        private Optional<AwsRule> rule(String key, JsonNode node) {
            if (!isMapping(key, node, ROLE_KEYS)) {
                return Optional.empty();
            }
            int before = faults.size();
            Optional<String> account = required(key, node, "account");
            Optional<String> name = required(key, node, "name");
            Optional<Role> as = required(key, node, "as").flatMap(text -> role(key, text));
            Optional<HostName> host =
                    text(key, node, "host").flatMap(text -> hostName(key + ".host", text));
            if (faults.size() > before) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        new AwsRule(
                                account.orElseThrow(), name.orElseThrow(), as.orElseThrow(), host));
            } catch (IllegalArgumentException e) {
                faults.add(key + ": " + e.getMessage());
                return Optional.empty();
            }
        }

        private Optional<Role> role(String key, String text) {
            return switch (text) {
                case "master" -> Optional.of(Role.MASTER);
                case "slave" -> Optional.of(Role.SLAVE);
                default -> {
                    faults.add(key + ".as: \"" + text + "\" is neither master nor slave");
                    yield Optional.empty();
                }
            };
        }

        private Optional<HostName> hostName(String key, String text) {
            if (HostName.isValid(text)) {
                return Optional.of(new HostName(text));
            }
            faults.add(key + ": \"" + text + "\" can't be a host's name");
            return Optional.empty();
        }

        private boolean isMapping(String key, JsonNode node, Set<String> known) {
            if (!node.isObject()) {
                faults.add(key + ": it is not a list of keys and values");
                return false;
            }
            node.fieldNames()
                    .forEachRemaining(
                            name -> {
                                if (!known.contains(name)) {
                                    faults.add(
                                            "%s.%s: no such key; there are %s"
                                                    .formatted(
                                                            key,
                                                            name,
                                                            known.stream().sorted().toList()));
                                }
                            });
            return true;
        }

        private Optional<String> required(String parent, JsonNode node, String key) {
            if (!node.has(key)) {
                faults.add(parent + "." + key + ": is missing");
            }
            return text(parent, node, key);
        }

        private Optional<String> text(String parent, JsonNode node, String key) {
            JsonNode value = node.path(key);
            if (value.isMissingNode()) {
                return Optional.empty();
            }
            if (!value.isTextual() || value.textValue().isBlank()) {
                faults.add(parent + "." + key + ": it is not a text; put it in quotes");
                return Optional.empty();
            }
            return Optional.of(value.textValue());
        }
    }
}
