package dev.capstan.images.policy;

/** By what the latest of several values is found. */
public sealed interface TagPolicy {

    /**
     * The highest version within a range. What is no version by semver.org 2.0.0 is passed over; a {@code v} in front is allowed.
     * Pre-releases count only where the range names one.
     *
     * @param range in the grammar of Masterminds' semver v3, such as {@code >=1.0.0 <2.0.0}
     */
    record Semver(String range) implements TagPolicy {}

    /** The last or first in the order of bytes. */
    record Alphabetical(TagOrder order) implements TagPolicy {}

    /** The largest or smallest number, in the notation of Go's {@code ParseFloat}. One value that is no number fails all. */
    record Numerical(TagOrder order) implements TagPolicy {}
}
