package dev.capstan.argo.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code kustomize} of a source.
 *
 * @param replicas counts as they are written, numbers or texts
 * @param patches as they are written
 */
public record KustomizeOptions(
        String namePrefix,
        String nameSuffix,
        String namespace,
        List<String> images,
        List<Replicas> replicas,
        Map<String, String> commonLabels,
        boolean leavesSelectors,
        boolean includesTemplates,
        boolean forcesLabels,
        Map<String, String> commonAnnotations,
        boolean forcesAnnotations,
        boolean expandsAnnotations,
        List<JsonNode> patches,
        List<String> components,
        boolean ignoresMissingComponents,
        List<String> notices) {

    /** How many replicas objects of a name have. */
    public record Replicas(String name, String count) {}

    /** Copies lists and maps. */
    public KustomizeOptions {
        images = List.copyOf(images);
        replicas = List.copyOf(replicas);
        commonLabels = Map.copyOf(commonLabels);
        commonAnnotations = Map.copyOf(commonAnnotations);
        patches = List.copyOf(patches);
        components = List.copyOf(components);
        notices = List.copyOf(notices);
    }

    /** Reads the field. */
    public static KustomizeOptions of(JsonNode kustomize) {
        List<Replicas> replicas = new ArrayList<>();
        for (JsonNode item : kustomize.path("replicas")) {
            replicas.add(new Replicas(Fields.text(item, "name"), Fields.text(item, "count")));
        }
        List<JsonNode> patches = new ArrayList<>();
        kustomize.path("patches").forEach(patches::add);
        return new KustomizeOptions(
                Fields.text(kustomize, "namePrefix"),
                Fields.text(kustomize, "nameSuffix"),
                Fields.text(kustomize, "namespace"),
                Fields.texts(kustomize, "images"),
                replicas,
                Fields.entries(kustomize, "commonLabels"),
                Fields.isTrue(kustomize, "labelWithoutSelector"),
                Fields.isTrue(kustomize, "labelIncludeTemplates"),
                Fields.isTrue(kustomize, "forceCommonLabels"),
                Fields.entries(kustomize, "commonAnnotations"),
                Fields.isTrue(kustomize, "forceCommonAnnotations"),
                Fields.isTrue(kustomize, "commonAnnotationsEnvsubst"),
                patches,
                Fields.texts(kustomize, "components"),
                Fields.isTrue(kustomize, "ignoreMissingComponents"),
                notices(kustomize));
    }

    private static List<String> notices(JsonNode kustomize) {
        List<String> notices = new ArrayList<>();
        if (!Fields.text(kustomize, "version").isEmpty()) {
            notices.add(
                    "kustomize.version is not acted on: builds run no programs, so there is one version of kustomize");
        }
        if (!Fields.text(kustomize, "kubeVersion").isEmpty()
                || !Fields.texts(kustomize, "apiVersions").isEmpty()) {
            notices.add("kustomize.kubeVersion and kustomize.apiVersions are not acted on: builds run no helm");
        }
        return notices;
    }
}
