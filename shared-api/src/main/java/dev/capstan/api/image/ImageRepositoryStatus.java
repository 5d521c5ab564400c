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
 * What the controller saw.
 *
 * @param observedGeneration the generation that was worked on to an end; -1 before the first time
 * @param conditions see {@link Condition}
 * @param canonicalImageName registry and whole path of the repository
 * @param observedExclusionList the exclusions of the last scan
 * @param lastScanResult what the last scan found
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
@DefaultJson("{\"observedGeneration\": -1}")
public record ImageRepositoryStatus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long observedGeneration,

        @ListMapKeys("type") List<Condition> conditions,
        @Nullable String canonicalImageName,
        List<String> observedExclusionList,
        @Nullable ScanResult lastScanResult,
        @Nullable String lastHandledReconcileAt)
        implements ToolkitStatus<ImageRepositoryStatus> {

    /** The status before the first run. */
    public static final ImageRepositoryStatus INITIAL =
            new ImageRepositoryStatus(-1, List.of(), null, List.of(), null, null);

    /** Reads absent lists as empty and copies others. */
    public ImageRepositoryStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        observedExclusionList = observedExclusionList == null ? List.of() : List.copyOf(observedExclusionList);
    }

    @Override
    public CommonStatus common() {
        return new CommonStatus(observedGeneration, conditions, lastHandledReconcileAt);
    }

    @Override
    public ImageRepositoryStatus with(CommonStatus common) {
        return new ImageRepositoryStatus(
                common.observedGeneration(),
                common.conditions(),
                canonicalImageName,
                observedExclusionList,
                lastScanResult,
                common.lastHandledReconcileAt());
    }

    /** The same status after a scan of that image with those exclusions. */
    public ImageRepositoryStatus withScan(String canonicalName, List<String> exclusions, ScanResult result) {
        return new ImageRepositoryStatus(
                observedGeneration, conditions, canonicalName, exclusions, result, lastHandledReconcileAt);
    }
}
