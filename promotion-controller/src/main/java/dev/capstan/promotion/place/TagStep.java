package dev.capstan.promotion.place;

import dev.capstan.promotion.place.TagPattern.VersionTag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tags of environments: which one an environment has, and which one brings it to the next. Pure; from the tags of the repository. */
public final class TagStep {
    private TagStep() {}

    /** What is to be done about the tags of the next environment. */
    public sealed interface Wanted {
        /** The next environment has the commit under that tag. */
        record Has(String tag) implements Wanted {}

        /** This tag is to be made at the commit of the candidate. */
        record Make(String tag) implements Wanted {}

        /** No tag can bring it. */
        record Blocked(String why) implements Wanted {}
    }

    /**
     * The tag that an environment has: the highest version; of equal ones the first by name.
     *
     * @param commits commit by tag
     */
    public static Optional<VersionTag> current(TagPattern pattern, Map<String, String> commits) {
        return of(pattern, commits)
                .max(Comparator.comparing(VersionTag::version)
                        .thenComparing(VersionTag::name, Comparator.reverseOrder()));
    }

    private static Stream<VersionTag> of(TagPattern pattern, Map<String, String> commits) {
        return commits.keySet().stream().flatMap(tag -> pattern.read(tag).stream());
    }

    /**
     * What brings the tag of one environment to the next.
     *
     * @param candidate what the environment before has
     * @param commits commit by tag
     */
    public static Wanted wanted(VersionTag candidate, TagPattern next, Map<String, String> commits) {
        String commit = commits.getOrDefault(candidate.name(), "");
        List<VersionTag> sameCore = of(next, commits)
                .filter(tag -> isSameCore(tag, candidate))
                .sorted(Comparator.comparing(VersionTag::version))
                .toList();
        Optional<VersionTag> there = sameCore.stream()
                .filter(tag -> commits.getOrDefault(tag.name(), "").equals(commit))
                .findFirst();
        if (there.isPresent()) {
            return new Wanted.Has(there.get().name());
        }
        long number = 1
                + sameCore.stream()
                        .mapToLong(tag -> TagPattern.numberOf(tag.version()))
                        .max()
                        .orElse(0);
        String name = next.nameFor(candidate, number);
        if (commits.containsKey(name)) {
            return new Wanted.Blocked("the tag " + name + " is at another commit, "
                    + shown(commits.getOrDefault(name, "")) + "; tags are never moved: raise the version");
        }
        Optional<VersionTag> made = next.read(name);
        if (made.isEmpty()) {
            return new Wanted.Blocked("the tag " + name + " would not belong to " + next.text());
        }
        return current(next, commits)
                .filter(highest -> highest.version().compareTo(made.get().version()) > 0)
                .<Wanted>map(highest -> new Wanted.Blocked(
                        highest.name() + ", which is there already, is a higher version than " + name))
                .orElseGet(() -> new Wanted.Make(name));
    }

    private static boolean isSameCore(VersionTag one, VersionTag other) {
        return one.version().major() == other.version().major()
                && one.version().minor() == other.version().minor()
                && one.version().patch() == other.version().patch();
    }

    private static String shown(String commit) {
        return commit.length() > 12 ? commit.substring(0, 12) : commit;
    }
}
