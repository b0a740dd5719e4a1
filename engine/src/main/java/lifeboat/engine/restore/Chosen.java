package lifeboat.engine.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.profile.PatternCursor;
import lifeboat.engine.profile.PatternList;
import lifeboat.engine.profile.Profile;
import lifeboat.engine.profile.ProfileCursor;
import lifeboat.engine.profile.Rule;
import lifeboat.engine.profile.Verdict;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;

/**
 * What a request's patterns and tiers, and the profile of the snapshot, choose of one directory.
 *
 * <p>The profile is anchored at the first path of the snapshot; what lies outside it is of tier 0.
 * What the profile never restores is left out unless a pattern includes it.
 */
final class Chosen implements Selection {

    /** What is the same for all directories of one restore. */
    private record Terms(
            boolean everythingIncluded, Set<Integer> tiers, LongAdder leftOutByProfile) {
        boolean wants(int tier) {
            return tiers.isEmpty() || tiers.contains(tier);
        }
    }

    private final Terms terms;
    private final PatternCursor includes;
    private final PatternCursor excludes;
    private final Optional<ProfileCursor> profile;
    private final List<byte[]> toHome; // names that lead from here to the home, if it is below
    private final List<List<byte[]>> toSaved; // the same for each saved path; empty: it is here

    private Chosen(
            Terms terms,
            PatternCursor includes,
            PatternCursor excludes,
            Optional<ProfileCursor> profile,
            List<byte[]> toHome,
            List<List<byte[]>> toSaved) {
        this.terms = terms;
        this.includes = includes;
        this.excludes = excludes;
        this.profile = profile;
        this.toHome = toHome;
        this.toSaved = toSaved;
    }

    /**
     * The choice at the root of a snapshot's tree.
     *
     * @param leftOutByProfile counts what the profile never restores
     */
    static Chosen atRoot(
            RestoreRequest request, Optional<Profile> profile, LongAdder leftOutByProfile) {
        List<List<byte[]>> toSaved =
                request.snapshot().paths().stream().map(Chosen::names).toList();
        return new Chosen(
                new Terms(request.includes().isEmpty(), request.tiers(), leftOutByProfile),
                PatternList.of(request.includes()).root(),
                PatternList.of(request.excludes()).root(),
                profile.map(Profile::root),
                toSaved.isEmpty() ? List.of() : toSaved.getFirst(),
                toSaved);
    }

    private static List<byte[]> names(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(name -> !name.isEmpty())
                .map(name -> name.getBytes(UTF_8))
                .toList();
    }

    /** The choice in a directory of this one, whatever is chosen of the directory itself. */
    Chosen enter(byte[] name) {
        Optional<ProfileCursor> inside = profile;
        List<byte[]> rest = List.of();
        if (!toHome.isEmpty()) {
            boolean leadsHome = Arrays.equals(toHome.getFirst(), name);
            rest = leadsHome ? toHome.subList(1, toHome.size()) : List.of();
            inside = leadsHome ? profile : Optional.empty();
        } else {
            inside = profile.map(cursor -> cursor.enter(name));
        }
        return new Chosen(
                terms, includes.enter(name), excludes.enter(name), inside, rest, toSaved(name));
    }

    private List<List<byte[]>> toSaved(byte[] name) {
        if (isSaved()) {
            return toSaved;
        }
        return toSaved.stream()
                .filter(way -> Arrays.equals(way.getFirst(), name))
                .map(way -> way.subList(1, way.size()))
                .toList();
    }

    /** Whether this directory is a saved path, or lies in one. */
    private boolean isSaved() {
        return toSaved.stream().anyMatch(List::isEmpty);
    }

    @Override
    public List<Choice> choose(List<Node> nodes) {
        Chosen here = among(nodes);
        List<Choice> choices = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            byte[] name = node.name().bytes();
            boolean directory = node.kind() instanceof NodeKind.Directory;
            choices.add(directory ? here.directory(name) : here.file(name));
            if (here.isLeftOutByProfile(name, directory)) {
                terms.leftOutByProfile().increment();
            }
        }
        return choices;
    }

    private Chosen among(List<Node> nodes) {
        if (profile.isEmpty() || !toHome.isEmpty()) {
            return this;
        }
        List<byte[]> names = nodes.stream().map(node -> node.name().bytes()).toList();
        return new Chosen(
                terms,
                includes,
                excludes,
                profile.map(cursor -> cursor.among(names)),
                toHome,
                toSaved);
    }

    private Choice file(byte[] name) {
        if (excludes.enter(name).matches()) {
            return Choice.LEFT_OUT;
        }
        boolean asked = includes.enter(name).matches();
        Optional<Rule> rule =
                toHome.isEmpty() ? profile.map(cursor -> cursor.classify(name)) : Optional.empty();
        Optional<Integer> tier = tier(rule, asked);
        boolean taken =
                (asked || terms.everythingIncluded()) && tier.map(terms::wants).orElse(false);
        return new Choice(taken, tier.orElse(0), Optional.empty());
    }

    private Choice directory(byte[] name) {
        Chosen below = enter(name);
        if (below.excludes.matches()) {
            return Choice.LEFT_OUT;
        }
        boolean asked = below.includes.matches();
        Optional<Rule> rule =
                toHome.isEmpty() ? below.profile.map(ProfileCursor::rule) : Optional.empty();
        Optional<Integer> tier = tier(rule, asked);
        boolean included = asked || terms.everythingIncluded();
        boolean leads = included || below.includes.mayMatchBelow();
        return new Choice(
                included && tier.map(terms::wants).orElse(false),
                tier.orElse(0),
                leads && below.mayHoldWanted(tier.isPresent())
                        ? Optional.of(below)
                        : Optional.empty());
    }

    private boolean mayHoldWanted(boolean restored) {
        if (profile.isEmpty() || !toHome.isEmpty()) {
            return restored;
        }
        ProfileCursor cursor = profile.get();
        return (restored && terms.tiers().isEmpty())
                || Arrays.stream(Verdict.values())
                        .filter(verdict -> number(verdict).map(terms::wants).orElse(false))
                        .anyMatch(cursor::mayContain);
    }

    /** The tier by a rule; none if the profile never restores it and nobody asked for it. */
    private Optional<Integer> tier(Optional<Rule> rule, boolean asked) {
        if (rule.isEmpty()) {
            return Optional.of(0);
        }
        Optional<Integer> tier = number(rule.get().verdict());
        if (tier.isPresent()) {
            return tier;
        }
        if (asked) {
            return Optional.of(1);
        }
        return Optional.empty();
    }

    private static Optional<Integer> number(Verdict verdict) {
        return switch (verdict) {
            case TIER_0 -> Optional.of(0);
            case TIER_1 -> Optional.of(1);
            case TIER_2 -> Optional.of(2);
            case TIER_3 -> Optional.of(3);
            case NEVER_RESTORED, NEVER_SAVED -> Optional.empty();
        };
    }

    private boolean isLeftOutByProfile(byte[] name, boolean directory) {
        Optional<Rule> rule =
                toHome.isEmpty()
                        ? profile.map(c -> directory ? c.enter(name).rule() : c.classify(name))
                        : Optional.empty();
        return rule.isPresent()
                && number(rule.get().verdict()).isEmpty()
                && !includes.enter(name).matches();
    }

    /** What lies beside a saved path was never saved, so its absence says nothing. */
    @Override
    public boolean covers(byte[] name, boolean directory) {
        return isSaved() && (directory ? directory(name) : file(name)).taken();
    }
}
