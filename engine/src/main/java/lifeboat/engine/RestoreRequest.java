package lifeboat.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What to restore, where to, and how careful to be.
 *
 * @param target an absolute directory; made if it does not exist
 * @param path the directory or file in the snapshot whose <em>contents</em> go into the target;
 *     empty to restore every path below the target as it was saved
 * @param includes restic's patterns; empty for everything
 * @param excludes restic's patterns
 * @param tiers the tiers to restore, by the snapshot's profile; empty for all of them
 * @param intoExisting whether a target that holds something may be changed
 * @param delete whether what the snapshot does not have is deleted from the target
 * @param verifyExisting whether files that look unchanged are read and hashed rather than trusted
 *     by size and modification time
 * @param privileged whether setuid and setgid bits of files, devices and attributes that grant
 *     rights are restored, too
 * @param verify whether every restored file is read back and hashed at the end
 */
public record RestoreRequest(
        Snapshot snapshot,
        Path target,
        String path,
        List<String> includes,
        List<String> excludes,
        Set<Integer> tiers,
        boolean intoExisting,
        boolean delete,
        boolean verifyExisting,
        boolean privileged,
        boolean verify) {

    public RestoreRequest {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        tiers = Set.copyOf(tiers);
        if (!target.isAbsolute()) {
            throw new IllegalArgumentException("target is not absolute: " + target);
        }
    }
}
