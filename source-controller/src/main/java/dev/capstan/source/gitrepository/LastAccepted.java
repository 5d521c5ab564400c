package dev.capstan.source.gitrepository;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a status remembers of a protected branch, so that a lost artifact does not open it: the status of a GitRepository has no field
 * for that, so it is the message of the condition {@code BranchProtected}.
 */
public final class LastAccepted {
    private static final Pattern MESSAGE = Pattern.compile("last accepted: (\\S+)");

    private LastAccepted() {}

    /**
     * The condition that remembers a revision.
     *
     * @param generation of the object
     */
    public static Condition condition(String revision, long generation, Instant now) {
        return Condition.isTrue(
                Condition.BRANCH_PROTECTED, Reason.SUCCEEDED, "last accepted: " + revision, generation, now);
    }

    /** The revision that the conditions remember. */
    static Optional<String> in(Conditions conditions) {
        return conditions
                .get(Condition.BRANCH_PROTECTED)
                .map(condition -> MESSAGE.matcher(condition.message()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1));
    }
}
