package lifeboat.controller.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.security.Access;
import lifeboat.controller.security.Permission;
import lifeboat.proto.agent.v1.AgentServiceGrpc;
import lifeboat.proto.agent.v1.EnrollmentServiceGrpc;
import lifeboat.proto.control.v1.CatalogServiceGrpc;
import lifeboat.proto.control.v1.HostServiceGrpc;
import lifeboat.proto.control.v1.OperationServiceGrpc;
import lifeboat.proto.control.v1.OperatorServiceGrpc;
import lifeboat.proto.control.v1.PlanServiceGrpc;
import lifeboat.proto.control.v1.SystemServiceGrpc;
import lifeboat.proto.control.v1.TokenServiceGrpc;
import org.junit.jupiter.api.Test;

class PermissionTableTest {

    private static final List<ServiceDescriptor> SERVICES =
            List.of(
                    AgentServiceGrpc.getServiceDescriptor(),
                    EnrollmentServiceGrpc.getServiceDescriptor(),
                    CatalogServiceGrpc.getServiceDescriptor(),
                    HostServiceGrpc.getServiceDescriptor(),
                    OperatorServiceGrpc.getServiceDescriptor(),
                    OperationServiceGrpc.getServiceDescriptor(),
                    PlanServiceGrpc.getServiceDescriptor(),
                    SystemServiceGrpc.getServiceDescriptor(),
                    TokenServiceGrpc.getServiceDescriptor(),
                    HealthGrpc.getServiceDescriptor(),
                    ServerReflectionGrpc.getServiceDescriptor());

    @Test
    void everyMethodOfThePortIsInTheTable() {
        assertThat(methods()).allSatisfy(name -> assertThat(Permission.of(name)).isPresent());
    }

    @Test
    void onlyEnrolmentIsOpenToAnybody() {
        assertThat(methods().stream().map(Permission::of).flatMap(Optional::stream))
                .filteredOn(permission -> permission.access() == Access.ANYBODY)
                .containsExactly(Permission.ENROLL);
    }

    private static List<String> methods() {
        return SERVICES.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getFullMethodName)
                .toList();
    }
}
