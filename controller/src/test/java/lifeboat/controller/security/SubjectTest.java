package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThat;

import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.security.Subject.HostSubject;
import lifeboat.controller.security.Subject.OperatorSubject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @ParameterizedTest
    @EnumSource
    void hostsAreReadAsTheyAreWritten(Role role) {
        Subject host = new HostSubject(Room.CI, role, new InstanceId("a_B.9-"));
        assertThat(Subject.parse(host.uri())).contains(host);
    }

    @ParameterizedTest
    @EnumSource
    void operatorsAreReadAsTheyAreWritten(OperatorRole role) {
        Subject operator = new OperatorSubject(new OperatorName("alice"), role);
        assertThat(Subject.parse(operator.uri())).contains(operator);
    }

    @Test
    void theFormsAreThoseOfTheContract() {
        assertThat(new HostSubject(Room.CI, Role.MASTER, new InstanceId("a")).uri())
                .isEqualTo("lifeboat://host/ci-1?role=master&instance=a");
        assertThat(new OperatorSubject(new OperatorName("alice"), OperatorRole.ADMIN).uri())
                .isEqualTo("lifeboat://operator/alice?role=admin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lifeboat://host/ci-1",
                "lifeboat://host/ci-1?role=admin&instance=a",
                "lifeboat://host/ci-1?role=MASTER&instance=a",
                "lifeboat://host/ci-1?role=slave&instance=a&role=master",
                "lifeboat://host/ci-1?role=slave&instance=",
                "lifeboat://host/CI-1?role=slave&instance=a",
                "lifeboat://host/a/b?role=slave&instance=a",
                "lifeboat://operator/alice?role=root",
                "lifeboat://operator/alice?role=admin\n",
                "lifeboat://operator/?role=admin",
                " lifeboat://operator/alice?role=admin",
                "https://operator/alice?role=admin"
            })
    void anythingElseIsNobody(String uri) {
        assertThat(Subject.parse(uri)).isEmpty();
    }
}
