package dev.capstan.api.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ToolkitStatus;
import dev.capstan.api.schema.DefaultJson;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.ListMapKeys;
import dev.capstan.api.schema.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is where, what waits for what, and what was moved.
 *
 * @param observedGeneration the generation that was worked on to an end; -1 before the first time
 * @param conditions see {@link Condition}
 * @param environments every environment, in the order of the spec
 * @param history the last moves, newest first, at most {@value #LONGEST_HISTORY}
 * @param handledRollback the value of the annotation for going back that was acted on
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record PromotionStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @ListMapKeys("name") List<EnvironmentStatus> environments,
        List<PromotionMove> history,
        @Nullable String handledRollback,
        @Nullable String lastHandledReconcileAt)
        implements ToolkitStatus<PromotionStatus> {

    /** Moves that are kept. */
    public static final int LONGEST_HISTORY = 20;

    /** The status before the first run. */
    public static final PromotionStatus INITIAL = new PromotionStatus(-1, List.of(), List.of(), List.of(), null, null);

    /** Reads absent lists as empty and copies the others. */
    public PromotionStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        environments = environments == null ? List.of() : List.copyOf(environments);
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** The same with other environments. */
    public PromotionStatus withEnvironments(List<EnvironmentStatus> seen) {
        return new PromotionStatus(
                observedGeneration, conditions, seen, history, handledRollback, lastHandledReconcileAt);
    }

    /** The same with another history. */
    public PromotionStatus withHistory(List<PromotionMove> moves) {
        return new PromotionStatus(
                observedGeneration, conditions, environments, moves, handledRollback, lastHandledReconcileAt);
    }

    /** The same after an annotation for going back was acted on, or was removed. */
    public PromotionStatus withHandledRollback(@Nullable String value) {
        return new PromotionStatus(
                observedGeneration, conditions, environments, history, value, lastHandledReconcileAt);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public PromotionStatus with(CommonStatus common) {
        return new PromotionStatus(
                common.observedGeneration(),
                common.conditions(),
                environments,
                history,
                handledRollback,
                common.lastHandledReconcileAt());
    }
}
