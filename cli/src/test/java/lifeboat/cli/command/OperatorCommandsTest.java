package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import lifeboat.proto.control.v1.OperatorCertificate;
import lifeboat.proto.control.v1.OperatorRole;
import lifeboat.proto.control.v1.RevokeOperatorRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorCommandsTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @BeforeEach
    void issue() {
        OperatorCertificate alice =
                OperatorCertificate.newBuilder()
                        .setName("alice")
                        .setRole(OperatorRole.OPERATOR_ROLE_ADMIN)
                        .setExpires(Samples.time("2026-12-23T00:00:00Z"))
                        .build();
        controller.operators.add(alice);
        controller.operators.add(
                alice.toBuilder()
                        .setName("bob")
                        .setRevoked(Samples.time("2026-11-20T00:00:00Z"))
                        .setRevokedReason("left")
                        .build());
    }

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void certificatesAreListedWithWhatBecameOfThem() {
        assertThat(operator.run("operator", "list")).isEqualTo(0);

        assertThat(operator.out().lines())
                .anyMatch(line -> line.startsWith("alice") && line.contains("admin"))
                .anyMatch(line -> line.startsWith("bob") && line.contains("left"));
    }

    @Test
    void aRevocationIsTypedOutAndTellsHowManyThereWere() {
        assertThat(operator.types("alice").run("operator", "revoke", "alice")).isEqualTo(0);

        assertThat(operator.questions()).singleElement().asString().contains("Type alice");
        assertThat(operator.out()).contains("Revoked 1 of alice.");
    }

    @Test
    void whoIsNotKnownIsRevokedAllTheSame() {
        assertThat(operator.run("operator", "revoke", "carol", "--yes", "--reason", "lost laptop"))
                .isEqualTo(0);

        assertThat(controller.only(RevokeOperatorRequest.class).getReason())
                .isEqualTo("lost laptop");
        assertThat(operator.out()).contains("knew no good certificate of carol");
    }

    @Test
    void withoutAWordOfConfirmationNothingHappens() {
        assertThat(operator.types("yes").run("operator", "revoke", "alice")).isEqualTo(1);

        assertThat(operator.err()).contains("nothing was changed");
    }
}
