package lifeboat.agent.capability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import lifeboat.agent.config.Allowance;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.RepositoryAccess;

/**
 * Holds paths and repositories against what the agent's own file allows.
 *
 * <p>A path is allowed if it is one of the file's, or below one without passing a symbolic link:
 * who may write there could lead it anywhere. The file's own paths may pass links, as root made
 * them.
 */
final class AllowList {

    private static final String NEXT = "if it is right, name it in the agent's file and restart it";

    private final Allowance allowance;

    AllowList(Allowance allowance) {
        this.allowance = allowance;
    }

    /** Why {@code path} may not be touched; it need not exist. */
    Optional<Outcome.Failed> refusal(String path) {
        Path asked;
        try {
            asked = Path.of(path);
        } catch (InvalidPathException e) {
            return Optional.of(
                    refused("PATH_NOT_ALLOWED", "the path is not one: " + e.getReason()));
        }
        if (!asked.isAbsolute() || !asked.normalize().equals(asked)) {
            return Optional.of(
                    refused("PATH_NOT_ALLOWED", path + " is no absolute path without . and .."));
        }
        for (String each : allowance.paths()) {
            Path allowed = Path.of(each);
            if (asked.startsWith(allowed)) {
                Optional<Path> link = linkBetween(allowed, asked);
                if (link.isEmpty()) {
                    return Optional.empty();
                }
                return Optional.of(
                        refused(
                                "PATH_NOT_ALLOWED",
                                path + " leads through the symbolic link " + link.get()));
            }
        }
        return Optional.of(
                refused(
                        "PATH_NOT_ALLOWED",
                        path + " is not below " + String.join(" or ", allowance.paths())));
    }

    private static Optional<Path> linkBetween(Path allowed, Path asked) {
        Path place = allowed;
        for (Path name : allowed.relativize(asked)) {
            place = place.resolve(name);
            if (Files.isSymbolicLink(place)) {
                return Optional.of(place);
            }
            if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
        }
        return reallyBelow(allowed, asked) ? Optional.empty() : Optional.of(asked);
    }

    /** Says the same once more, in the kernel's words. */
    private static boolean reallyBelow(Path allowed, Path asked) {
        try {
            return asked.toRealPath()
                    .equals(allowed.toRealPath().resolve(allowed.relativize(asked)).normalize());
        } catch (IOException e) {
            return false;
        }
    }

    /** Why the repository may not be used, or can't. */
    Optional<Outcome.Failed> refusal(RepositoryAccess repository) {
        String url = repository.url();
        if (allowance.repositories().stream().noneMatch(prefix -> isBelow(prefix, url))) {
            return Optional.of(
                    refused(
                            "REPOSITORY_NOT_ALLOWED",
                            url + " does not begin with " + allowedRepositories()));
        }
        if (!repository.configId().matches("[0-9a-f]{64}")) {
            return Optional.of(
                    refused("REPOSITORY_NOT_ALLOWED", "the id of the repository is not given"));
        }
        if (repository.password().isEmpty()) {
            return Optional.of(
                    new Outcome.Failed(
                            "PASSWORD_MISSING",
                            "the command has no password, or the journal's key was lost",
                            "repeat the step",
                            true));
        }
        return Optional.empty();
    }

    private String allowedRepositories() {
        return allowance.repositories().isEmpty()
                ? "any: none is allowed"
                : String.join(" or ", allowance.repositories());
    }

    /** By whole names, and by none that leads elsewhere. */
    private static boolean isBelow(String prefix, String url) {
        if (!url.startsWith(prefix)) {
            return false;
        }
        String rest = url.substring(prefix.length());
        if (rest.isEmpty()) {
            return true;
        }
        boolean whole = prefix.endsWith("/") || rest.startsWith("/");
        String below = rest.startsWith("/") ? rest.substring(1) : rest;
        return whole && Arrays.stream(below.split("/", -1)).allMatch(AllowList::isPlainName);
    }

    private static boolean isPlainName(String name) {
        return !name.equals(".")
                && !name.equals("..")
                && name.chars()
                        .noneMatch(c -> Character.isISOControl(c) || "?#%\\".indexOf(c) >= 0);
    }

    private static Outcome.Failed refused(String code, String message) {
        return new Outcome.Failed(code, message, NEXT, false);
    }
}
