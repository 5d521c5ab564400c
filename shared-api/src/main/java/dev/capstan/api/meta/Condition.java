package dev.capstan.api.meta;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One claim about an object, in the shape of the Kubernetes API ({@code metav1.Condition}).
 *
 * @param type what is claimed, for example {@code Ready}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param observedGeneration the generation of the object that the claim was computed for
 * @param lastTransitionTime when status, reason or message last changed; RFC 3339, to the second, UTC
 * @param reason machine-readable cause; see {@link Reason}
 * @param message text for people, at most {@value #MESSAGE_LIMIT} characters
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @Required @Pattern(Patterns.CONDITION_TYPE) @Size(max = 316) String type,

        @Required @OneOf({"True", "False", "Unknown"}) String status,
        @Min(0) @Format("int64") long observedGeneration,
        @Required @Format("date-time") String lastTransitionTime,

        @Required @Pattern(Patterns.CONDITION_REASON) @Size(min = 1, max = 1024) String reason,

        @Required @Size(max = MESSAGE_LIMIT) String message) {

    /** The longest message that the API server accepts. */
    public static final int MESSAGE_LIMIT = 32768;

    /** The object is at its declared state. */
    public static final String READY = "Ready";

    /** Work is going on or will be retried; absent otherwise. */
    public static final String RECONCILING = "Reconciling";

    /** Work has stopped until somebody changes the input; absent otherwise. */
    public static final String STALLED = "Stalled";

    /** The managed objects passed their health checks. */
    public static final String HEALTHY = "Healthy";

    /** The last install or upgrade of a release succeeded. */
    public static final String RELEASED = "Released";

    /** The tests of a release passed. */
    public static final String TEST_SUCCESS = "TestSuccess";

    /** A failed release was undone. */
    public static final String REMEDIATED = "Remediated";

    /** Others changed objects of a release; absent where nobody looks. */
    public static final String DRIFTED = "Drifted";

    /** The signature of the source was checked. */
    public static final String SOURCE_VERIFIED = "SourceVerified";

    /** The branch of the source is protected; the message says which revision was accepted last. */
    public static final String BRANCH_PROTECTED = "BranchProtected";

    /** The artifact of the current revision is in the storage. */
    public static final String ARTIFACT_IN_STORAGE = "ArtifactInStorage";

    /** The remote could not be read. */
    public static final String FETCH_FAILED = "FetchFailed";

    /** The artifact storage could not be read or written. */
    public static final String STORAGE_OPERATION_FAILED = "StorageOperationFailed";

    /** The stored artifact is older than what the remote offers. */
    public static final String ARTIFACT_OUTDATED = "ArtifactOutdated";

    /** What is offered could not be made out of what was fetched. */
    public static final String BUILD_FAILED = "BuildFailed";

    /** An included source is missing or has no artifact. */
    public static final String INCLUDE_UNAVAILABLE = "IncludeUnavailable";

    /** Cuts a message that is too long, so that the status can be written at all. */
    public Condition {
        if (message != null && message.length() > MESSAGE_LIMIT) {
            message = message.substring(0, MESSAGE_LIMIT - 1) + "…";
        }
    }

    /** The claim holds. */
    public static Condition isTrue(String type, Reason reason, String message, long generation, Instant now) {
        return of(type, "True", reason, message, generation, now);
    }

    /** The claim does not hold. */
    public static Condition isFalse(String type, Reason reason, String message, long generation, Instant now) {
        return of(type, "False", reason, message, generation, now);
    }

    /** It is not known (yet) whether the claim holds. */
    public static Condition isUnknown(String type, Reason reason, String message, long generation, Instant now) {
        return of(type, "Unknown", reason, message, generation, now);
    }

    private static Condition of(
            String type, String status, Reason reason, String message, long generation, Instant now) {
        return new Condition(
                type, status, generation, now.truncatedTo(ChronoUnit.SECONDS).toString(), reason.text(), message);
    }

    /** Whether the status is {@code True}. */
    public boolean holds() {
        return "True".equals(status);
    }

    /** Whether both say the same; times and generations are not compared. */
    public boolean saysTheSameAs(Condition other) {
        return type.equals(other.type)
                && status.equals(other.status)
                && reason.equals(other.reason)
                && message.equals(other.message);
    }
}
