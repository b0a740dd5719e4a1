package lifeboat.controller.operation;

import java.util.Collection;
import java.util.List;

/** Which operations may not be at work at the same time. */
final class Claims {

    private Claims() {}

    /**
     * Returns the operations that {@code operation} has to wait for: those before it in {@code
     * open} that do the same for the same plan, or work on the same directories of its host. One
     * that waits itself counts, so that nobody is overtaken for ever.
     */
    static List<OperationId> before(Operation operation, Collection<Operation> open) {
        return open.stream()
                .takeWhile(other -> !other.id().equals(operation.id()))
                .filter(other -> conflict(other.work(), operation.work()))
                .map(Operation::id)
                .toList();
    }

    private static boolean conflict(Work a, Work b) {
        if (a.plan().equals(b.plan()) && a.kind() == b.kind()) {
            return true;
        }
        return a.host().equals(b.host())
                && a.claimedPaths().stream()
                        .anyMatch(p -> b.claimedPaths().stream().anyMatch(q -> overlap(p, q)));
    }

    private static boolean overlap(String a, String b) {
        String one = withSlash(a);
        String other = withSlash(b);
        return one.startsWith(other) || other.startsWith(one);
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
