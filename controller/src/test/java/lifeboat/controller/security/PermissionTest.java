package lifeboat.controller.security;

import static lifeboat.controller.security.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;
import org.junit.jupiter.api.Test;

class PermissionTest {

    private static final Caller HOST =
            new Caller.HostCaller(
                    new Subject.HostSubject(Room.CI, Role.MASTER, new InstanceId("a")),
                    new CertificateSerial("1"),
                    Instant.EPOCH);

    private static Caller operator(OperatorRole role) {
        return new Caller.OperatorCaller(
                new Subject.OperatorSubject(new OperatorName("alice"), role));
    }

    private static Map<String, Caller> callers() {
        Map<String, Caller> callers = new LinkedHashMap<>();
        callers.put("anonymous", new Caller.Anonymous());
        callers.put("host", HOST);
        for (OperatorRole role : OperatorRole.values()) {
            callers.put(role.name(), operator(role));
        }
        return callers;
    }

    private static String verdict(Permission permission, Caller caller) {
        try {
            permission.require(caller);
            return "yes";
        } catch (ControllerException e) {
            return e.code();
        }
    }

    /** The whole table: {@code -Dgolden.update} rewrites it, review decides. */
    @Test
    void whoMayDoWhatIsAsItWasAgreed() throws IOException {
        StringBuilder table = new StringBuilder();
        for (Permission permission : Permission.values()) {
            table.append(permission.action()).append('\n');
            callers()
                    .forEach(
                            (name, caller) ->
                                    table.append("    ")
                                            .append(name)
                                            .append(": ")
                                            .append(verdict(permission, caller))
                                            .append('\n'));
        }
        Path golden =
                Path.of(
                        System.getProperty("lifeboat.root"),
                        "controller/src/test/resources/golden/permissions.txt");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(golden, table);
        }
        assertThat(golden).hasContent(table.toString());
    }

    @Test
    void aMethodThatIsNotInTheTableIsOpenToNobody() {
        assertThat(Permission.of("lifeboat.control.v1.PlanService/DropAll")).isEmpty();
        assertThat(Permission.of("lifeboat.control.v1.PlanService/ApplyPlan"))
                .contains(Permission.PLAN_APPLY);
    }

    @Test
    void aViewerRestoresNothing() {
        assertRefused(
                "ROLE_TOO_LOW",
                () -> Permission.RESTORE_RUN.require(operator(OperatorRole.VIEWER)));
    }

    @Test
    void anOperatorTakesNoKeysAway() {
        for (Permission permission :
                List.of(
                        Permission.KIT_EXPORT,
                        Permission.TOKEN_CREATE,
                        Permission.PLAN_APPLY,
                        Permission.HOST_REMOVE,
                        Permission.OPERATOR_REVOKE)) {
            assertRefused(
                    "ROLE_TOO_LOW", () -> permission.require(operator(OperatorRole.OPERATOR)));
        }
    }

    @Test
    void aHostDoesNothingThatIsForOperators() {
        for (Permission permission : Permission.values()) {
            if (permission.access().compareTo(Access.VIEWER) >= 0) {
                assertRefused("WRONG_KIND_OF_CALLER", () -> permission.require(HOST));
            }
        }
    }
}
