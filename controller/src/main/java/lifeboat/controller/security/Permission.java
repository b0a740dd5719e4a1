package lifeboat.controller.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/** Every call of the port, and whom it is open to. A call that is not here is open to nobody. */
public enum Permission {
    ENROLL(Access.ANYBODY, "host enrol", "lifeboat.agent.v1.EnrollmentService/Enroll"),
    RENEW(Access.HOST, "host renew", "lifeboat.agent.v1.EnrollmentService/Renew"),
    CONNECT(Access.HOST, "host connect", "lifeboat.agent.v1.AgentService/Connect"),

    STATUS(Access.VIEWER, "status", "lifeboat.control.v1.SystemService/GetStatus"),
    AUDIT(Access.OPERATOR, "audit", "lifeboat.control.v1.SystemService/ListAuditEntries"),
    KIT_EXPORT(Access.ADMIN, "kit export", "lifeboat.control.v1.SystemService/ExportKit"),
    KIT_VERIFY(Access.ADMIN, "kit verify", "lifeboat.control.v1.SystemService/VerifyKit"),

    HOST_LIST(Access.VIEWER, "host list", "lifeboat.control.v1.HostService/ListHosts"),
    HOST_SHOW(Access.VIEWER, "host show", "lifeboat.control.v1.HostService/GetHost"),
    HOST_REMOVE(Access.ADMIN, "host remove", "lifeboat.control.v1.HostService/RemoveHost"),
    OPERATOR_LIST(
            Access.ADMIN, "operator list", "lifeboat.control.v1.OperatorService/ListOperators"),
    OPERATOR_REVOKE(
            Access.ADMIN, "operator revoke", "lifeboat.control.v1.OperatorService/RevokeOperator"),
    TOKEN_CREATE(Access.ADMIN, "token create", "lifeboat.control.v1.TokenService/CreateToken"),

    PLAN_APPLY(Access.ADMIN, "plan apply", "lifeboat.control.v1.PlanService/ApplyPlan"),
    PLAN_VALIDATE(Access.VIEWER, "plan validate", "lifeboat.control.v1.PlanService/ValidatePlan"),
    PLAN_LIST(Access.VIEWER, "plan list", "lifeboat.control.v1.PlanService/ListPlans"),
    PLAN_SHOW(Access.VIEWER, "plan show", "lifeboat.control.v1.PlanService/GetPlan"),
    PLAN_DELETE(Access.ADMIN, "plan delete", "lifeboat.control.v1.PlanService/DeletePlan"),

    SNAPSHOT_LIST(
            Access.VIEWER, "snapshot list", "lifeboat.control.v1.CatalogService/ListSnapshots"),
    SNAPSHOT_SHOW(Access.VIEWER, "snapshot show", "lifeboat.control.v1.CatalogService/GetSnapshot"),
    REPOSITORY_LIST(
            Access.VIEWER,
            "repository list",
            "lifeboat.control.v1.CatalogService/ListRepositories"),
    REPOSITORY_UNLOCK(
            Access.OPERATOR,
            "repository unlock",
            "lifeboat.control.v1.CatalogService/UnlockRepository"),

    BACKUP_RUN(Access.OPERATOR, "backup run", "lifeboat.control.v1.OperationService/StartBackup"),
    RESTORE_PREVIEW(
            Access.OPERATOR,
            "restore preview",
            "lifeboat.control.v1.OperationService/PreviewRestore"),
    RESTORE_RUN(
            Access.OPERATOR, "restore run", "lifeboat.control.v1.OperationService/StartRestore"),
    CHECK_RUN(
            Access.OPERATOR, "repository check", "lifeboat.control.v1.OperationService/StartCheck"),
    OPERATION_CANCEL(
            Access.OPERATOR,
            "operation cancel",
            "lifeboat.control.v1.OperationService/CancelOperation"),
    OPERATION_LIST(
            Access.VIEWER, "operation list", "lifeboat.control.v1.OperationService/ListOperations"),
    OPERATION_SHOW(
            Access.VIEWER, "operation show", "lifeboat.control.v1.OperationService/GetOperation"),
    OPERATION_WATCH(
            Access.VIEWER,
            "operation watch",
            "lifeboat.control.v1.OperationService/WatchOperation"),
    OPERATION_LOG(
            Access.VIEWER, "operation log", "lifeboat.control.v1.OperationService/GetOperationLog"),

    HEALTH_CHECK(Access.KNOWN, "health check", "grpc.health.v1.Health/Check"),
    HEALTH_WATCH(Access.KNOWN, "health watch", "grpc.health.v1.Health/Watch"),
    HEALTH_LIST(Access.KNOWN, "health list", "grpc.health.v1.Health/List"),
    REFLECTION(
            Access.VIEWER,
            "reflection",
            "grpc.reflection.v1.ServerReflection/ServerReflectionInfo");

    private static final Map<String, Permission> BY_METHOD =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Permission::method, Function.identity()));

    private final Access access;
    private final String action;
    private final String method;

    Permission(Access access, String action, String method) {
        this.access = access;
        this.action = action;
        this.method = method;
    }

    /** The permission that a gRPC method, {@code package.Service/Method}, asks for. */
    public static Optional<Permission> of(String method) {
        return Optional.ofNullable(BY_METHOD.get(method));
    }

    public Access access() {
        return access;
    }

    /** As the audit log and the CLI call it. */
    public String action() {
        return action;
    }

    String method() {
        return method;
    }

    /**
     * Returns if the caller may.
     *
     * @throws ControllerException {@code CERTIFICATE_REQUIRED} of kind UNAUTHENTICATED, {@code
     *     ROLE_TOO_LOW} or {@code WRONG_KIND_OF_CALLER} of kind DENIED
     */
    public void require(Caller caller) {
        if (access.admits(caller)) {
            return;
        }
        String needed = access.name().toLowerCase(Locale.ROOT);
        throw switch (caller) {
            case Caller.Anonymous _ ->
                    new ControllerException(
                            Kind.UNAUTHENTICATED,
                            "CERTIFICATE_REQUIRED",
                            access == Access.KNOWN
                                    ? action + " needs a certificate"
                                    : "%s needs a certificate, of role %s"
                                            .formatted(action, needed),
                            "on the controller's machine: lifeboat-controller admin-cert");
            case Caller.HostCaller host ->
                    new ControllerException(
                            Kind.DENIED,
                            "WRONG_KIND_OF_CALLER",
                            "%s is for operators; this certificate is that of %s"
                                    .formatted(action, host.who()),
                            "");
            case Caller.OperatorCaller operator when access == Access.HOST ->
                    new ControllerException(
                            Kind.DENIED,
                            "WRONG_KIND_OF_CALLER",
                            "%s is for agents; this certificate is that of operator %s"
                                    .formatted(action, operator.who()),
                            "");
            case Caller.OperatorCaller operator ->
                    new ControllerException(
                            Kind.DENIED,
                            "ROLE_TOO_LOW",
                            "%s needs role %s; %s is %s"
                                    .formatted(
                                            action,
                                            needed,
                                            operator.who(),
                                            operator.role().name().toLowerCase(Locale.ROOT)),
                            "ask an admin");
        };
    }
}
