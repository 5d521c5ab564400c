package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is changed before a kustomize build.
 *
 * @param namePrefix what names begin with
 * @param nameSuffix what names end with
 * @param namespace the namespace of all objects
 * @param images replaced images: {@code [old=]name[:tag|@digest]}
 * @param replicas numbers of replicas
 * @param commonLabels labels of all objects
 * @param labelWithoutSelector whether the common labels stay out of selectors
 * @param labelIncludeTemplates whether they go into templates of Pods where they stay out of selectors
 * @param forceCommonLabels whether they replace labels that are there
 * @param commonAnnotations annotations of all objects
 * @param forceCommonAnnotations whether they replace annotations that are there
 * @param commonAnnotationsEnvsubst whether variables of the build are filled into the common annotations
 * @param patches patches of objects
 * @param components folders of components to add
 * @param ignoreMissingComponents whether component folders may be absent
 * @param version the kustomize version; without effect since there is one only
 * @param kubeVersion the Kubernetes version that charts in the build see
 * @param apiVersions the API versions that charts in the build see
 */
@ExactRecord
public record KustomizeSource(
        @Nullable String namePrefix,
        @Nullable String nameSuffix,
        @Nullable String namespace,
        List<String> images,
        List<KustomizeReplica> replicas,
        Map<String, String> commonLabels,
        @Nullable Boolean labelWithoutSelector,
        @Nullable Boolean labelIncludeTemplates,
        @Nullable Boolean forceCommonLabels,
        Map<String, String> commonAnnotations,
        @Nullable Boolean forceCommonAnnotations,
        @Nullable Boolean commonAnnotationsEnvsubst,
        List<KustomizePatch> patches,
        List<String> components,
        @Nullable Boolean ignoreMissingComponents,
        @Nullable String version,
        @Nullable String kubeVersion,
        List<String> apiVersions) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public KustomizeSource {
        images = images == null ? List.of() : List.copyOf(images);
        replicas = replicas == null ? List.of() : List.copyOf(replicas);
        commonLabels = commonLabels == null ? Map.of() : Map.copyOf(commonLabels);
        commonAnnotations = commonAnnotations == null ? Map.of() : Map.copyOf(commonAnnotations);
        patches = patches == null ? List.of() : List.copyOf(patches);
        components = components == null ? List.of() : List.copyOf(components);
        apiVersions = apiVersions == null ? List.of() : List.copyOf(apiVersions);
    }
}
