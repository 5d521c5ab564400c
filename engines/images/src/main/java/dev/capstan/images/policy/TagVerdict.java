package dev.capstan.images.policy;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of one tag.
 *
 * @param value what the policy saw of it; empty when the filter did not find it
 * @param rank 1 for the latest; empty for those that do not count
 * @param why in words; empty for those that have a rank
 */
public record TagVerdict(String tag, Standing standing, Optional<String> value, OptionalInt rank, String why) {

    /** How far a tag came. */
    public enum Standing {
        /** It counts, and has a rank. */
        RANKED,
        /** No registry may call a tag so. */
        MALFORMED,
        /** The filter does not find it. */
        FILTERED_OUT,
        /** Another tag has the same value, and stands for it. */
        SAME_VALUE,
        /** A pre-release in the midst of a range that names none. */
        PRERELEASE,
        /** A version outside of the range. */
        OUT_OF_RANGE,
        /** What the policy sees of it is no version. */
        NOT_A_VERSION,
        /** What the policy sees of it is no number. */
        NOT_A_NUMBER
    }

    static TagVerdict refused(String tag, Standing standing, String why) {
        return new TagVerdict(tag, standing, Optional.empty(), OptionalInt.empty(), why);
    }

    static TagVerdict refused(Candidate candidate, Standing standing, String why) {
        return new TagVerdict(candidate.tag(), standing, Optional.of(candidate.value()), OptionalInt.empty(), why);
    }

    static TagVerdict ranked(Candidate candidate, int rank) {
        return new TagVerdict(
                candidate.tag(), Standing.RANKED, Optional.of(candidate.value()), OptionalInt.of(rank), "");
    }
}
