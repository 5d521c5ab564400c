package dev.capstan.api.kustomize;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.api.meta.ToolkitStatus;
import dev.capstan.api.schema.DefaultJson;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.ListMapKeys;
import dev.capstan.api.schema.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the controller saw and did.
 *
 * @param observedGeneration the generation that was worked on to an end; -1 before the first time
 * @param conditions see {@link Condition}
 * @param lastAppliedRevision the revision that was applied, pruned and found healthy
 * @param lastAppliedOriginRevision the upstream revision that the artifact of that revision names
 * @param lastAttemptedRevision the revision that was last tried
 * @param inventory every object that is managed
 * @param history the last results, newest first
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record KustomizationStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable String lastAppliedRevision,
        @Nullable String lastAppliedOriginRevision,
        @Nullable String lastAttemptedRevision,
        @Nullable ResourceInventory inventory,
        List<HistoryEntry> history,
        @Nullable String lastHandledReconcileAt)
        implements ToolkitStatus<KustomizationStatus> {

    /** The status before the first run. */
    public static final KustomizationStatus INITIAL =
            new KustomizationStatus(-1, List.of(), null, null, null, null, List.of(), null);

    /** Reads absent lists as empty and copies the others. */
    public KustomizationStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        history = history == null ? List.of() : List.copyOf(history);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public KustomizationStatus with(CommonStatus common) {
        return new KustomizationStatus(
                common.observedGeneration(),
                common.conditions(),
                lastAppliedRevision,
                lastAppliedOriginRevision,
                lastAttemptedRevision,
                inventory,
                history,
                common.lastHandledReconcileAt());
    }
}
