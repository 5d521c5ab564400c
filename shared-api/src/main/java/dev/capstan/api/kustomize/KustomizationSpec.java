package dev.capstan.api.kustomize;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.HealthCheckExpr;
import dev.capstan.api.meta.IgnoreRule;
import dev.capstan.api.meta.Image;
import dev.capstan.api.meta.KindRef;
import dev.capstan.api.meta.KubeConfigRef;
import dev.capstan.api.meta.Patch;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to build, how to change it, where and as whom to apply it, and what to wait for.
 *
 * @param sourceRef the source whose artifact is applied
 * @param interval how often everything is looked at again; Go notation
 * @param retryInterval delay after a failed run; absent means the interval
 * @param timeout limit of health checks; absent means the interval less 30 s; never below 30 s
 * @param path directory inside the artifact; absent means its root
 * @param prune whether objects that left the set are deleted
 * @param deletionPolicy what happens to the objects when this one is deleted; absent means {@code MirrorPrune}
 * @param force whether objects are recreated when an immutable field changes
 * @param waitForAll whether everything that was applied must become healthy ({@code wait} on the wire)
 * @param healthChecks objects that must become healthy; ignored with {@code wait}
 * @param healthCheckExprs CEL rules that decide the health of custom kinds
 * @param dependsOn objects that must be ready first; Kustomizations, unless they name another kind
 * @param serviceAccountName account whose rights are used
 * @param kubeConfig another cluster to apply to
 * @param targetNamespace namespace that every object is put into
 * @param namePrefix put in front of every name
 * @param nameSuffix put after every name
 * @param commonMetadata labels and annotations that every object gets
 * @param patches patches after those of the kustomization file
 * @param images image names, tags and digests to replace
 * @param components component directories to add
 * @param ignoreMissingComponents whether component directories may be absent
 * @param buildMetadata build metadata to write into the objects
 * @param ignore fields that are left out when looking for drift
 * @param postBuild variables to fill in after the build
 * @param decryption how to decrypt secrets
 * @param suspend whether the object is to be left alone
 */
@WireRecord
public record KustomizationSpec(
        @Required SourceRef sourceRef,
        @Required @Pattern(Patterns.INTERVAL) String interval,
        @Nullable @Pattern(Patterns.INTERVAL) String retryInterval,
        @Nullable @Pattern(Patterns.INTERVAL) String timeout,
        @Nullable String path,
        @Required boolean prune,

        @Nullable @OneOf({"MirrorPrune", "Delete", "WaitForTermination", "Orphan"})
        String deletionPolicy,

        @Default("false") boolean force,

        @JsonProperty("wait") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean waitForAll,

        List<KindRef> healthChecks,
        List<HealthCheckExpr> healthCheckExprs,
        List<Dependency> dependsOn,
        @Nullable String serviceAccountName,
        @Nullable KubeConfigRef kubeConfig,
        @Nullable @Size(min = 1, max = 63) String targetNamespace,
        @Nullable @Size(min = 1, max = 200) String namePrefix,
        @Nullable @Size(min = 1, max = 200) String nameSuffix,
        @Nullable CommonMetadata commonMetadata,
        List<Patch> patches,
        List<Image> images,
        List<String> components,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ignoreMissingComponents,

        @OneOf({"originAnnotations", "transformerAnnotations"})
        List<String> buildMetadata,

        List<IgnoreRule> ignore,
        @Nullable PostBuild postBuild,
        @Nullable Decryption decryption,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend) {

    /** Reads absent lists as empty and copies the others. */
    public KustomizationSpec {
        healthChecks = healthChecks == null ? List.of() : List.copyOf(healthChecks);
        healthCheckExprs = healthCheckExprs == null ? List.of() : List.copyOf(healthCheckExprs);
        dependsOn = dependsOn == null ? List.of() : List.copyOf(dependsOn);
        patches = patches == null ? List.of() : List.copyOf(patches);
        images = images == null ? List.of() : List.copyOf(images);
        components = components == null ? List.of() : List.copyOf(components);
        buildMetadata = buildMetadata == null ? List.of() : List.copyOf(buildMetadata);
        ignore = ignore == null ? List.of() : List.copyOf(ignore);
    }
}
