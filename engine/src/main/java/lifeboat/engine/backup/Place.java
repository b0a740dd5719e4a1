package lifeboat.engine.backup;

import java.util.List;
import java.util.Optional;
import lifeboat.engine.profile.PatternCursor;
import lifeboat.engine.profile.ProfileCursor;
import lifeboat.engine.restic.tree.FileName;

/**
 * Where a folder is, for the patterns and for the profile. Immutable.
 *
 * @param above the folder that it is in; none of the root
 * @param name one, but none of the root
 * @param profile from the service's home on
 */
record Place(
        Optional<Place> above,
        List<FileName> name,
        PatternCursor patterns,
        Optional<ProfileCursor> profile) {

    Place enter(FileName child) {
        return new Place(
                Optional.of(this),
                List.of(child),
                patterns.enter(child.bytes()),
                profile.map(at -> at.enter(child.bytes())));
    }

    /** The same place, knowing the names of all that is in it. */
    Place among(List<FileName> names) {
        if (profile.isEmpty()) {
            return this;
        }
        List<byte[]> bytes = names.stream().map(FileName::bytes).toList();
        return new Place(above, name, patterns, profile.map(at -> at.among(bytes)));
    }

    Place withProfile(ProfileCursor home) {
        return new Place(above, name, patterns, Optional.of(home));
    }
}
