package dev.capstan.api.promotion;

import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One environment as it is.
 *
 * @param name its name in the spec
 * @param state one word for what comes into it: {@code Source} (the first environment), {@code UpToDate}, {@code Nothing} (there is
 *     nothing to promote yet), {@code Waiting} (for its gates), {@code Person} (it is time, and a person does it), {@code PullRequest}
 *     (one is open), {@code Held} (it will not come without a person), {@code Failed} (it could not be
 *     brought and is tried again), {@code Moved} (just now)
 * @param message the state in words
 * @param current what the environment has now; absent when it has nothing
 * @param health whether it is healthy with that, in words
 * @param healthySince since when, without a break; absent while it is not. RFC 3339
 * @param candidate what waits to come into it
 * @param gates what must hold for that, and whether it does
 * @param pullRequest the open pull request that brings it
 * @param earlier what the environment had before, newest first
 * @param received the digest of what last came from the environment before
 * @param rejected what does not come any more, because it was rolled back here
 */
@WireRecord
public record EnvironmentStatus(
        @Required String name,
        @Nullable String state,
        @Nullable String message,
        @Nullable EnvironmentContent current,
        @Nullable String health,
        @Nullable @Format("date-time") String healthySince,
        @Nullable EnvironmentContent candidate,
        List<GateStatus> gates,
        @Nullable PromotionRequest pullRequest,
        List<EnvironmentContent> earlier,
        @Nullable String received,
        List<RejectedContent> rejected) {

    /** Reads absent lists as empty and copies the others. */
    public EnvironmentStatus {
        gates = gates == null ? List.of() : List.copyOf(gates);
        earlier = earlier == null ? List.of() : List.copyOf(earlier);
        rejected = rejected == null ? List.of() : List.copyOf(rejected);
    }
}
