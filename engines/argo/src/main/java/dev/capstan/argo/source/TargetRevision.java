package dev.capstan.argo.source;

import dev.capstan.semver.InvalidVersionException;
import dev.capstan.semver.LenientVersion;
import dev.capstan.semver.VersionConstraints;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code targetRevision} of a Git source, and with it {@code tagPrefix}: a commit, a version, a constraint on versions of tags, or the
 * name of a branch, tag or reference; nothing is {@code HEAD}. A name that looks like a constraint is one.
 *
 * @param text as it was written; empty for {@code HEAD}
 * @param tagPrefix of the tags whose versions are compared; empty for none
 */
public record TargetRevision(String text, String tagPrefix) {
    private static final Pattern COMMIT = Pattern.compile("[0-9A-Fa-f]{40}");
    private static final Pattern SHORT_COMMIT = Pattern.compile("[0-9A-Fa-f]{7,40}");

    /** What is to be looked up. */
    public sealed interface Wanted {
        /** A commit by its whole id; nothing is asked for it. */
        record Commit(String id) implements Wanted {}

        /**
         * A reference: the whole name, or the name of a branch or tag.
         *
         * @param mayBeCommit whether it is the beginning of a commit's id when there is no such reference
         */
        record Reference(String name, boolean mayBeCommit) implements Wanted {}

        /**
         * There is nothing to look up.
         *
         * @param why for people
         */
        record Nothing(String why) implements Wanted {}
    }

    /** What a text looks like, before anybody has looked into the repository. */
    public enum Form {
        /** Nothing, or {@code HEAD}. */
        HEAD,
        /** A commit by its whole id. */
        COMMIT,
        /** A version, which is the name of a tag. */
        VERSION,
        /** A constraint on versions of tags. */
        CONSTRAINT,
        /** A branch, a tag, a whole reference, or the beginning of a commit's id. */
        NAME
    }

    /** What the text looks like. */
    public Form form() {
        if (text.isEmpty() || text.equals("HEAD")) {
            return Form.HEAD;
        }
        if (COMMIT.matcher(text).matches()) {
            return Form.COMMIT;
        }
        if (isVersion(text)) {
            return Form.VERSION;
        }
        return constraints(text).isPresent() ? Form.CONSTRAINT : Form.NAME;
    }

    /** Whether the text may be the beginning of a commit's id. */
    public boolean mayBeShortCommit() {
        return SHORT_COMMIT.matcher(text).matches() && !COMMIT.matcher(text).matches();
    }

    /**
     * What the text means.
     *
     * @param tags names of the repository's tags, without {@code refs/tags/}
     */
    public Wanted wanted(Collection<String> tags) {
        if (COMMIT.matcher(text).matches()) {
            return new Wanted.Commit(text);
        }
        if (text.isEmpty()) {
            return new Wanted.Reference("HEAD", false);
        }
        if (isVersion(text)) {
            return reference(tagPrefix + text);
        }
        Optional<VersionConstraints> constraints = constraints(text);
        if (constraints.isPresent()) {
            Optional<String> highest = highest(constraints.get(), tags, tagPrefix);
            return highest.isPresent() || tags.contains(text)
                    ? reference(highest.orElse(text))
                    : unmatched(tags.stream()
                            .filter(tag -> tag.startsWith(tagPrefix))
                            .count());
        }
        return tagPrefix.isEmpty()
                ? reference(text)
                : new Wanted.Nothing("tagPrefix '" + tagPrefix + "' needs a targetRevision that is a constraint, and '"
                        + text + "' is none");
    }

    /** A branch may be called as a constraint, too, as {@code x} is; so it is tried. */
    private Wanted unmatched(long tags) {
        boolean mayBeName = tagPrefix.isEmpty() && text.chars().noneMatch(c -> " <>=~^*,|".indexOf(c) >= 0);
        return mayBeName
                ? reference(text)
                : new Wanted.Nothing("none of " + tags + " tags is a version within '" + text + "'");
    }

    private static Wanted reference(String name) {
        return new Wanted.Reference(name, SHORT_COMMIT.matcher(name).matches());
    }

    /**
     * The version of a chart that a text asks for: itself when it is a version, else the highest that meets it; empty when none does.
     *
     * @param versions that there are
     */
    public static Optional<String> ofChart(String text, Collection<String> versions) {
        return isVersion(text)
                ? Optional.of(text)
                : constraints(text).flatMap(constraints -> highest(constraints, versions, ""));
    }

    private static Optional<String> highest(VersionConstraints constraints, Collection<String> names, String prefix) {
        return names.stream()
                .filter(name -> name.startsWith(prefix))
                .flatMap(name -> version(name.substring(prefix.length())).stream())
                .filter(constraints::check)
                .max(Comparator.<LenientVersion>naturalOrder().thenComparing(LenientVersion::original))
                .map(version -> prefix + version.original());
    }

    private static boolean isVersion(String text) {
        return version(text).isPresent();
    }

    private static Optional<LenientVersion> version(String text) {
        try {
            return Optional.of(LenientVersion.parse(text));
        } catch (InvalidVersionException none) {
            return Optional.empty();
        }
    }

    private static Optional<VersionConstraints> constraints(String text) {
        try {
            return Optional.of(VersionConstraints.parse(text));
        } catch (InvalidVersionException none) {
            return Optional.empty();
        }
    }
}
