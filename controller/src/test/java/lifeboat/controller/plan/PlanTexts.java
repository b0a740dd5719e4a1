package lifeboat.controller.plan;

import java.util.List;

/** Plan documents for tests. */
public final class PlanTexts {

    private PlanTexts() {}

    /** A plan of eleven lines with nothing that is optional. */
    public static String smallest(String name) {
        return """
        name: %s
        service:
          name: ci
        host: master
        paths:
          - /home
        repository: {name: main, url: /srv/repository}

        objectives:
          recoveryPoint: 24h
          recoveryTime: 3h
        """
                .formatted(name);
    }

    public static PlanDocument document(String yaml) {
        return switch (PlanDocument.read(yaml)) {
            case PlanDocument.Valid(PlanDocument document) -> document;
            case PlanDocument.Faulty(List<PlanFault> faults) ->
                    throw new AssertionError(faults.toString());
        };
    }

    public static RecoveryPlan plan(String yaml) {
        return document(yaml).plan();
    }
}
