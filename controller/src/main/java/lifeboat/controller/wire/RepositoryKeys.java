package lifeboat.controller.wire;

import com.google.protobuf.ByteString;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.RepositoryView;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.controller.security.RepositoryPasswords;
import lifeboat.engine.Password;
import lifeboat.proto.agent.v1.RepositoryAccess;

/** Tells agents, at the last moment, where a repository is and how to open it. */
final class RepositoryKeys {

    private final Plans plans;
    private final Catalog catalog;
    private final RepositoryPasswords passwords;

    RepositoryKeys(Plans plans, Catalog catalog, RepositoryPasswords passwords) {
        this.plans = plans;
        this.catalog = catalog;
        this.passwords = passwords;
    }

    /**
     * Returns what opens the repository that plans call so.
     *
     * @throws ControllerException {@code REPOSITORY_UNKNOWN}, {@code PASSWORD_MISSING}
     */
    RepositoryAccess access(String name) {
        PlanRepository repository =
                plans.all().stream()
                        .map(StoredPlan::plan)
                        .map(plan -> plan.repository())
                        .filter(candidate -> candidate.name().value().equals(name))
                        .findFirst()
                        .orElseThrow(() -> unknown(name));
        Password password =
                passwords.find(repository.name().value()).orElseThrow(() -> missing(repository));
        return RepositoryAccess.newBuilder()
                .setUrl(repository.url())
                .setConfigId(configId(repository))
                .setPassword(ByteString.copyFrom(password.bytes()))
                .build();
    }

    /** As the plan says, or as it was last seen; empty if neither: then the agent can't compare. */
    private String configId(PlanRepository repository) {
        return repository
                .configId()
                .or(
                        () ->
                                catalog.view(repository)
                                        .flatMap(RepositoryView::listing)
                                        .map(RepositoryView.Listing::configId))
                .orElse("");
    }

    static ControllerException unknown(String name) {
        return new ControllerException(
                Kind.NOT_FOUND,
                "REPOSITORY_UNKNOWN",
                "no plan names a repository " + name,
                "lifeboat repository list");
    }

    private static ControllerException missing(PlanRepository repository) {
        return new ControllerException(
                Kind.ACT_FIRST,
                "PASSWORD_MISSING",
                "no password of the repository " + repository.name() + " is stored",
                "apply the plan with its repository's password");
    }
}
