package dev.capstan.images.policy;

import java.util.List;
import java.util.Optional;

/** Which tag is the latest, or why none is. It does not depend on the order in which the tags are given. */
public sealed interface Selection {

    /**
     * One is the latest.
     *
     * @param value what the policy saw of it
     * @param runnersUp the next ones, best first, at most {@value LatestTag#RUNNERS_UP}
     */
    record Chosen(String tag, String value, TagCounts counts, List<Candidate> runnersUp) implements Selection {
        /** Copies the list. */
        public Chosen {
            runnersUp = List.copyOf(runnersUp);
        }
    }

    /**
     * There is no latest one.
     *
     * @param why with figures, for people
     * @param nearest what came nearest, and what kept it out; empty when there was no tag at all
     */
    record NoneMatches(String why, TagCounts counts, Optional<NearMiss> nearest) implements Selection {}

    /**
     * The policy itself cannot be used, whatever the tags are.
     *
     * @param field below {@code spec}, such as {@code policy.semver.range}
     * @param why for people
     */
    record PolicyInvalid(String field, String why) implements Selection {}

    /** A tag that nearly was the latest one. */
    record NearMiss(String tag, String why) {}
}
