package dev.capstan.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ToolkitStatus;
import dev.capstan.api.schema.DefaultJson;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.ListMapKeys;
import dev.capstan.api.schema.WireRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the controller saw and did.
 *
 * @param observedGeneration the generation that was worked on to an end; -1 before the first time
 * @param conditions see {@link Condition}
 * @param lastAutomationRunTime when it looked for changes last; RFC 3339
 * @param lastPushCommit the commit that it pushed last
 * @param lastPushTime when it pushed last; RFC 3339
 * @param observedPolicies the images that were written, or found to be written, by the names of their policies
 * @param observedSourceRevision what the branch was at then
 * @param pullRequests the pull requests that it opened; of Capstan's own
 * @param leftAlone images that people took back in Git; of Capstan's own
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record ImageUpdateAutomationStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable @Format("date-time") String lastAutomationRunTime,
        @Nullable String lastPushCommit,
        @Nullable @Format("date-time") String lastPushTime,
        Map<String, ImageRef> observedPolicies,
        @Nullable String observedSourceRevision,
        List<PullRequestStatus> pullRequests,
        List<LeftAlone> leftAlone,
        @Nullable String lastHandledReconcileAt)
        implements ToolkitStatus<ImageUpdateAutomationStatus> {

    /** The status before the first run. */
    public static final ImageUpdateAutomationStatus INITIAL = new ImageUpdateAutomationStatus(
            -1, List.of(), null, null, null, Map.of(), null, List.of(), List.of(), null);

    /** Reads absent lists and maps as empty and copies the others. */
    public ImageUpdateAutomationStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        observedPolicies = observedPolicies == null ? Map.of() : Map.copyOf(observedPolicies);
        pullRequests = pullRequests == null ? List.of() : List.copyOf(pullRequests);
        leftAlone = leftAlone == null ? List.of() : List.copyOf(leftAlone);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public ImageUpdateAutomationStatus with(CommonStatus common) {
        return new ImageUpdateAutomationStatus(
                common.observedGeneration(),
                common.conditions(),
                lastAutomationRunTime,
                lastPushCommit,
                lastPushTime,
                observedPolicies,
                observedSourceRevision,
                pullRequests,
                leftAlone,
                common.lastHandledReconcileAt());
    }

    /** The same after a run at that time, which found the branch at that revision and these images written there. */
    public ImageUpdateAutomationStatus withRun(
            String time, Map<String, ImageRef> policies, @Nullable String sourceRevision) {
        return new ImageUpdateAutomationStatus(
                observedGeneration,
                conditions,
                time,
                lastPushCommit,
                lastPushTime,
                policies,
                sourceRevision,
                pullRequests,
                leftAlone,
                lastHandledReconcileAt);
    }

    /** The same after a push. */
    public ImageUpdateAutomationStatus withPush(String commit, String time) {
        return new ImageUpdateAutomationStatus(
                observedGeneration,
                conditions,
                lastAutomationRunTime,
                commit,
                time,
                observedPolicies,
                observedSourceRevision,
                pullRequests,
                leftAlone,
                lastHandledReconcileAt);
    }

    /** The same with other pull requests. */
    public ImageUpdateAutomationStatus withPullRequests(List<PullRequestStatus> others) {
        return new ImageUpdateAutomationStatus(
                observedGeneration,
                conditions,
                lastAutomationRunTime,
                lastPushCommit,
                lastPushTime,
                observedPolicies,
                observedSourceRevision,
                others,
                leftAlone,
                lastHandledReconcileAt);
    }

    /** The same with other images that are left alone. */
    public ImageUpdateAutomationStatus withLeftAlone(List<LeftAlone> others) {
        return new ImageUpdateAutomationStatus(
                observedGeneration,
                conditions,
                lastAutomationRunTime,
                lastPushCommit,
                lastPushTime,
                observedPolicies,
                observedSourceRevision,
                pullRequests,
                others,
                lastHandledReconcileAt);
    }
}
