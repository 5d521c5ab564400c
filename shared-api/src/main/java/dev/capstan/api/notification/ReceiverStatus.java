package dev.capstan.api.notification;

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
 * What the controller saw and made.
 *
 * @param observedGeneration the generation that was worked on to an end; -1 before the first time
 * @param conditions see {@link Condition}
 * @param webhookPath the path that calls come to
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record ReceiverStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable String webhookPath,
        @Nullable String lastHandledReconcileAt)
        implements ToolkitStatus<ReceiverStatus> {

    /** The status before the first run. */
    public static final ReceiverStatus INITIAL = new ReceiverStatus(-1, List.of(), null, null);

    /** Reads an absent list as empty and copies another. */
    public ReceiverStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public ReceiverStatus with(CommonStatus common) {
        return new ReceiverStatus(
                common.observedGeneration(), common.conditions(), webhookPath, common.lastHandledReconcileAt());
    }

    /** The same status with another path; null for none. */
    public ReceiverStatus withWebhookPath(@Nullable String path) {
        return new ReceiverStatus(observedGeneration, conditions, path, lastHandledReconcileAt);
    }
}
