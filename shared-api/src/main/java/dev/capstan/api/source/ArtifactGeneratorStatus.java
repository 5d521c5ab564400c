package dev.capstan.api.source;

import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ToolkitStatus;
import dev.capstan.api.schema.ListMapKeys;
import dev.capstan.api.schema.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was made of which sources. The generation that was worked on is that of the {@code Ready} condition; there is no field for it.
 *
 * @param conditions see {@link Condition}
 * @param inventory the artifacts that were made
 * @param observedSourcesDigest stands for the artifacts of the sources that they were made from
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
@WireRecord
public record ArtifactGeneratorStatus(
        @ListMapKeys("type") List<Condition> conditions,
        List<GeneratedArtifact> inventory,
        @Nullable String observedSourcesDigest,
        @Nullable String lastHandledReconcileAt)
        implements ToolkitStatus<ArtifactGeneratorStatus> {

    /** The status before the first run. */
    public static final ArtifactGeneratorStatus INITIAL = new ArtifactGeneratorStatus(List.of(), List.of(), null, null);

    /** Reads absent lists as empty and copies the others. */
    public ArtifactGeneratorStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        inventory = inventory == null ? List.of() : List.copyOf(inventory);
    }

    /** The same after artifacts were made from sources. */
    public ArtifactGeneratorStatus withInventory(List<GeneratedArtifact> made, String sourcesDigest) {
        return new ArtifactGeneratorStatus(conditions, made, sourcesDigest, lastHandledReconcileAt);
    }

    @Override
    public CommonStatus common() {
        long generation = Conditions.of(conditions)
                .get(Condition.READY)
                .map(Condition::observedGeneration)
                .orElse(-1L);
        return new CommonStatus(generation, conditions, lastHandledReconcileAt);
    }

    @Override
    public ArtifactGeneratorStatus with(CommonStatus common) {
        return new ArtifactGeneratorStatus(
                common.conditions(), inventory, observedSourcesDigest, common.lastHandledReconcileAt());
    }
}
