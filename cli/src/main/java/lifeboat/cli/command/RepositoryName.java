package lifeboat.cli.command;

import java.util.List;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.Repository;

/** Finds the repository that a name, or the beginning of one, means. */
final class RepositoryName {

    private RepositoryName() {}

    static Repository find(String name, Controller controller) throws InterruptedException {
        List<Repository> all = controller.repositories().getRepositoriesList();
        List<Repository> matching =
                all.stream().filter(one -> one.getName().startsWith(name)).toList();
        return all.stream()
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseGet(() -> only(name, matching));
    }

    private static Repository only(String name, List<Repository> matching) {
        if (matching.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "REPOSITORY_UNKNOWN",
                    "there is no repository \"" + name + "\"",
                    "see what there is: lifeboat repository list");
        }
        if (matching.size() > 1) {
            throw CommandException.usage(
                    "\"%s\" may be %s"
                            .formatted(
                                    name,
                                    String.join(
                                            " or ",
                                            matching.stream().map(Repository::getName).toList())),
                    "write more of it");
        }
        return matching.getFirst();
    }
}
