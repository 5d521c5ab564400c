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
import org.jspecify.annotations.Nullable;

/**
 * What the controller saw and chose.
 *
 * @param observedGeneration the generation that was worked on to an end; -1 before the first time
 * @param conditions see {@link Condition}
 * @param latestRef the image that was chosen
 * @param observedPreviousRef the one that was chosen before
 * @param latestImage the same as latestRef, as {@code name:tag}, for clients of old versions
 * @param observedPreviousImage the same as observedPreviousRef, as {@code name:tag}, for clients of old versions
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record ImagePolicyStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable ImageRef latestRef,
        @Nullable ImageRef observedPreviousRef,
        @Nullable String latestImage,
        @Nullable String observedPreviousImage,
        @Nullable String lastHandledReconcileAt)
        implements ToolkitStatus<ImagePolicyStatus> {

    /** The status before the first run. */
    public static final ImagePolicyStatus INITIAL = new ImagePolicyStatus(-1, List.of(), null, null, null, null, null);

    /** Reads an absent list as empty and copies others. */
    public ImagePolicyStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public ImagePolicyStatus with(CommonStatus common) {
        return new ImagePolicyStatus(
                common.observedGeneration(),
                common.conditions(),
                latestRef,
                observedPreviousRef,
                latestImage,
                observedPreviousImage,
                common.lastHandledReconcileAt());
    }

    /** The same status with other images, in the forms of all versions. */
    public ImagePolicyStatus withImages(ImageRef latest, @Nullable ImageRef previous) {
        return new ImagePolicyStatus(
                observedGeneration,
                conditions,
                latest,
                previous,
                latest.nameAndTag(),
                previous == null ? null : previous.nameAndTag(),
                lastHandledReconcileAt);
    }
}
