package lifeboat.engine.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.BackupRequest;
import lifeboat.engine.profile.PatternCursor;
import lifeboat.engine.profile.PatternList;
import lifeboat.engine.profile.Profile;
import lifeboat.engine.profile.ProfileCursor;
import lifeboat.engine.profile.Rule;
import lifeboat.engine.profile.Verdict;
import lifeboat.engine.restic.tree.FileName;

/** What is left out, and what is stored together. */
final class Rules {

    /** Lifeboat's own directory in a home: stage, journal and the home before a restore. */
    private static final FileName OWN = FileName.of(".lifeboat");

    private final PatternList patterns;
    private final List<String> texts;
    private final Optional<Profile> profile;
    private final List<FileName> home;

    Rules(BackupRequest request) {
        texts = request.excludes();
        patterns = PatternList.of(texts);
        profile = request.profile().map(Profile::named);
        home = PathTree.names(request.paths().getFirst());
    }

    /** The root of the file system. */
    Place root() {
        return atHome(new Place(Optional.empty(), List.of(), patterns.root(), Optional.empty()));
    }

    /** A directory in {@code place}. */
    Place enter(Place place, FileName name) {
        return atHome(place.enter(name));
    }

    private Place atHome(Place place) {
        return profile.isPresent() && place.profile().isEmpty() && path(place).equals(home)
                ? place.withProfile(profile.get().root())
                : place;
    }

    /** Names the rule that leaves out an entry of {@code place}; empty if it is to be saved. */
    Optional<String> excludes(Place place, FileName name, boolean isDirectory) {
        if (isDirectory && name.equals(OWN)) {
            return Optional.of(OWN.toString());
        }
        if (!patterns.isEmpty() && place.patterns().enter(name.bytes()).matches()) {
            return Optional.of(matching(place, name));
        }
        return place.profile()
                .map(at -> ruleOf(at, name, isDirectory))
                .filter(rule -> rule.verdict() == Verdict.NEVER_SAVED)
                .map(rule -> profile.orElseThrow().name() + ":" + rule.id());
    }

    /** Where the content of a file in {@code place} is stored. */
    static PackGroup groupOf(Place place, FileName name) {
        boolean boot =
                place.profile()
                        .map(at -> at.classify(name.bytes()).verdict())
                        .filter(verdict -> verdict == Verdict.TIER_0 || verdict == Verdict.TIER_1)
                        .isPresent();
        return boot ? PackGroup.BOOT : PackGroup.CONTENT;
    }

    private static Rule ruleOf(ProfileCursor at, FileName name, boolean isDirectory) {
        return isDirectory ? at.enter(name.bytes()).rule() : at.classify(name.bytes());
    }

    /** The pattern that decided; asked only for what is left out, so it may take its time. */
    private String matching(Place place, FileName last) {
        List<FileName> path = path(place);
        path.add(last);
        String decided = "";
        for (String text : texts) {
            boolean negated = text.startsWith("!");
            PatternCursor at = PatternList.of(List.of(negated ? text.substring(1) : text)).root();
            for (FileName name : path) {
                at = at.enter(name.bytes());
            }
            if (at.matches()) {
                decided = negated ? "" : text;
            }
        }
        return decided;
    }

    private static List<FileName> path(Place place) {
        List<FileName> path = new ArrayList<>();
        for (Optional<Place> at = Optional.of(place); at.isPresent(); at = at.get().above()) {
            path.addAll(0, at.get().name());
        }
        return path;
    }
}
