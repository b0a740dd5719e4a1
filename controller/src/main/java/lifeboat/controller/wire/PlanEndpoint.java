package lifeboat.controller.wire;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.stream.Collectors;
import lifeboat.controller.catalog.CatalogWatch;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.plan.PlanDocument;
import lifeboat.controller.plan.PlanFault;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.RecoveryPlan;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.controller.security.RepositoryPasswords;
import lifeboat.engine.Password;
import lifeboat.proto.control.v1.ApplyPlanRequest;
import lifeboat.proto.control.v1.ApplyPlanResponse;
import lifeboat.proto.control.v1.DeletePlanRequest;
import lifeboat.proto.control.v1.DeletePlanResponse;
import lifeboat.proto.control.v1.GetPlanRequest;
import lifeboat.proto.control.v1.GetPlanResponse;
import lifeboat.proto.control.v1.ListPlansRequest;
import lifeboat.proto.control.v1.ListPlansResponse;
import lifeboat.proto.control.v1.PlanServiceGrpc.PlanServiceImplBase;
import lifeboat.proto.control.v1.ValidatePlanRequest;
import lifeboat.proto.control.v1.ValidatePlanResponse;

/** Stores and shows plans. */
final class PlanEndpoint extends PlanServiceImplBase {

    private final Calls calls;
    private final Plans plans;
    private final PlanDirectory directory;
    private final RepositoryPasswords passwords;
    private final OperationRunner operations;
    private final CatalogWatch watch;

    PlanEndpoint(
            Calls calls,
            Plans plans,
            PlanDirectory directory,
            RepositoryPasswords passwords,
            OperationRunner operations,
            CatalogWatch watch) {
        this.calls = calls;
        this.plans = plans;
        this.directory = directory;
        this.passwords = passwords;
        this.operations = operations;
        this.watch = watch;
    }

    @Override
    public void applyPlan(ApplyPlanRequest request, StreamObserver<ApplyPlanResponse> observer) {
        PlanDocument.Reading reading = plans.validate(request.getYaml());
        String subject =
                switch (reading) {
                    case PlanDocument.Valid valid -> "plan " + valid.document().plan().name();
                    case PlanDocument.Faulty _ -> "a plan with faults";
                };
        calls.change(
                observer,
                subject,
                request.getReason(),
                caller -> {
                    RecoveryPlan plan = requireValid(reading).plan();
                    keepPassword(
                            plan.repository().name(),
                            request.getRepositoryPassword().toByteArray());
                    return switch (plans.apply(request.getYaml(), caller.who())) {
                        case Plans.Refused refused -> throw faulty(refused.faults());
                        case Plans.Applied applied -> {
                            watch.refreshSoon(plan.repository().name());
                            yield ApplyPlanResponse.newBuilder()
                                    .setPlan(directory.message(applied.plan()))
                                    .setChanged(applied.changed())
                                    .build();
                        }
                    };
                });
    }

    /** First, so that no plan is ever stored whose repository nobody can open. */
    private void keepPassword(RepositoryName repository, byte[] password) {
        if (password.length > 0) {
            passwords.put(repository.value(), Password.ofBytes(password));
        } else if (passwords.find(repository.value()).isEmpty()) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "PASSWORD_MISSING",
                    "no password of the repository " + repository + " is stored",
                    "lifeboat plan apply FILE --password-file FILE");
        }
    }

    @Override
    public void validatePlan(
            ValidatePlanRequest request, StreamObserver<ValidatePlanResponse> observer) {
        calls.answer(
                observer,
                _ ->
                        switch (plans.validate(request.getYaml())) {
                            case PlanDocument.Valid _ -> ValidatePlanResponse.getDefaultInstance();
                            case PlanDocument.Faulty faulty ->
                                    ValidatePlanResponse.newBuilder()
                                            .addAllFaults(
                                                    faulty.faults().stream()
                                                            .map(PlanEndpoint::fault)
                                                            .toList())
                                            .build();
                        });
    }

    @Override
    public void listPlans(ListPlansRequest request, StreamObserver<ListPlansResponse> observer) {
        calls.answer(
                observer, _ -> ListPlansResponse.newBuilder().addAllPlans(directory.all()).build());
    }

    @Override
    public void getPlan(GetPlanRequest request, StreamObserver<GetPlanResponse> observer) {
        calls.answer(
                observer,
                _ ->
                        GetPlanResponse.newBuilder()
                                .setPlan(directory.message(plans.require(request.getName())))
                                .build());
    }

    @Override
    public void deletePlan(DeletePlanRequest request, StreamObserver<DeletePlanResponse> observer) {
        calls.change(
                observer,
                "plan " + request.getName(),
                request.getReason(),
                _ -> {
                    requireIdle(request.getName());
                    plans.delete(request.getName());
                    return DeletePlanResponse.getDefaultInstance();
                });
    }

    private void requireIdle(String plan) {
        List<String> running =
                operations.unfinished().stream()
                        .filter(operation -> operation.work().plan().value().equals(plan))
                        .map(operation -> operation.id().value())
                        .toList();
        if (!running.isEmpty()) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "PLAN_BUSY",
                    "plan %s has operations that have not ended: %s"
                            .formatted(plan, String.join(", ", running)),
                    "lifeboat operation watch " + running.getFirst());
        }
    }

    private static PlanDocument requireValid(PlanDocument.Reading reading) {
        return switch (reading) {
            case PlanDocument.Valid valid -> valid.document();
            case PlanDocument.Faulty faulty -> throw faulty(faulty.faults());
        };
    }

    private static InvalidRequestException faulty(List<PlanFault> faults) {
        return new InvalidRequestException(
                "PLAN_INVALID",
                faults.stream().map(PlanFault::toString).collect(Collectors.joining("\n")),
                "correct the document; lifeboat plan validate FILE checks it again",
                faults.stream()
                        .map(
                                fault ->
                                        new InvalidRequestException.Field(
                                                fault.key(), fault.toString()))
                        .toList());
    }

    private static lifeboat.proto.control.v1.PlanFault fault(PlanFault fault) {
        return lifeboat.proto.control.v1.PlanFault.newBuilder()
                .setKey(fault.key())
                .setLine(fault.line())
                .setMessage(fault.message())
                .build();
    }
}
