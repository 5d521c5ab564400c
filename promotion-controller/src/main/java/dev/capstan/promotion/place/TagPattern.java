package dev.capstan.promotion.place;

import dev.capstan.semver.SemanticVersion;
import dev.capstan.semver.VersionRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tags belong to an environment: {@code v*} (releases), {@code v*-rc.*} (pre-releases whose first word is {@code rc}), either with
 * anything before the version, such as {@code app/v*}, or with the beginning of the version, such as {@code v1.*}; or a range of
 * versions, which says itself whether it has pre-releases. Tags that are no semantic versions belong to none.
 */
public sealed interface TagPattern {
    /** The {@code v} of a tag belongs to its prefix. */
    Pattern WILDCARD = Pattern.compile(
            "(?<prefix>(?:[A-Za-z][A-Za-z0-9_./+-]*?)?)(?<core>(?:[0-9]+\\.){0,2})\\*(?:-(?<word>[A-Za-z][0-9A-Za-z]*)\\.\\*)?");

    /** A tag that is a version. */
    record VersionTag(String name, SemanticVersion version) {}

    /**
     * A pattern with a star.
     *
     * @param prefix what stands before the version
     * @param core what the version begins with, ending with a dot; empty for any
     * @param word the first word of the pre-release; empty for releases
     */
    record Wildcard(String prefix, String core, String word) implements TagPattern {}

    /** A range of versions, with or without {@code v} before them. */
    record Range(String text, VersionRange range) implements TagPattern {}

    /** What reading gives. */
    sealed interface Parsed {
        record Usable(TagPattern pattern) implements Parsed {}

        record Unusable(String why) implements Parsed {}
    }

    /** Reads a pattern. */
    static Parsed parse(String text) {
        String trimmed = text.strip();
        Matcher wildcard = WILDCARD.matcher(trimmed);
        boolean isRange = trimmed.equals("*") || Character.isDigit(trimmed.isEmpty() ? ' ' : trimmed.charAt(0));
        if (!isRange && wildcard.matches()) {
            String word = wildcard.group("word");
            return new Parsed.Usable(
                    new Wildcard(wildcard.group("prefix"), wildcard.group("core"), word == null ? "" : word));
        }
        if (trimmed.contains("*-") || (trimmed.endsWith("*") && !isRange)) {
            return unusable(trimmed);
        }
        return switch (VersionRange.parse(trimmed)) {
            case VersionRange.Parsed.Range(var range) -> new Parsed.Usable(new Range(trimmed, range));
            case VersionRange.Parsed.Invalid _ -> unusable(trimmed);
        };
    }

    private static Parsed unusable(String text) {
        return new Parsed.Unusable(
                "'" + text + "' is neither a pattern such as v* or v*-rc.* nor a range of versions such as >=1.0.0");
    }

    /** The version of a tag that belongs here; empty for one that does not. */
    default Optional<VersionTag> read(String tag) {
        return switch (this) {
            case Wildcard(var prefix, var core, var word) ->
                tag.startsWith(prefix)
                                && tag.startsWith(core, prefix.length())
                                && Character.isDigit(tag.length() > prefix.length() ? tag.charAt(prefix.length()) : ' ')
                        ? SemanticVersion.parse(tag.substring(prefix.length()))
                                .filter(version -> firstWord(version).equals(word))
                                .map(version -> new VersionTag(tag, version))
                        : Optional.empty();
            case Range(var _, var range) ->
                SemanticVersion.parse(tag).filter(range::contains).map(version -> new VersionTag(tag, version));
        };
    }

    private static String firstWord(SemanticVersion version) {
        String prerelease = version.prerelease();
        int dot = prerelease.indexOf('.');
        return dot < 0 ? prerelease : prerelease.substring(0, dot);
    }

    /**
     * The name of the tag that brings a version here.
     *
     * @param number of the pre-release, where the tags here are pre-releases
     * @param candidate the tag that it comes from
     */
    default String nameFor(VersionTag candidate, long number) {
        SemanticVersion version = candidate.version();
        String core = version.major() + "." + version.minor() + "." + version.patch();
        return switch (this) {
            case Wildcard(var prefix, var _, var word) ->
                prefix + core + (word.isEmpty() ? "" : "-" + word + "." + number);
            case Range _ -> (candidate.name().startsWith("v") ? "v" : "") + core;
        };
    }

    /** Whether tags here are pre-releases with a word and a number. */
    default boolean numbersPrereleases() {
        return this instanceof Wildcard(var _, var _, var word) && !word.isEmpty();
    }

    /** The number at the end of a pre-release such as {@code rc.3}; 0 for others. */
    static long numberOf(SemanticVersion version) {
        String last = version.prerelease().substring(version.prerelease().lastIndexOf('.') + 1);
        return !last.isEmpty() && last.length() < 10 && last.chars().allMatch(Character::isDigit)
                ? Long.parseLong(last)
                : 0;
    }

    /** The pattern as it stands in the spec. */
    default String text() {
        return switch (this) {
            case Wildcard(var prefix, var core, var word) ->
                prefix + core + "*" + (word.isEmpty() ? "" : "-" + word + ".*");
            case Range(var text, var _) -> text;
        };
    }
}
