package dev.capstan.helmrelease.adapter;

import dev.capstan.api.helm.KustomizePostRenderer;
import dev.capstan.api.helm.PostRendererSpec;
import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.helm.PostRenderer;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.kustomizationbuild.CommonMetadataStep;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Post renderers by the kustomize engine: those of the spec in their order, then the common metadata, then the labels that say whose an
 * object is. What is released is therefore always written as Kustomize writes it.
 */
public final class KustomizePostRendering {

    private final Kustomizer kustomizer;
    private final BuildOptions options;

    /** @param options limits of a build; nothing is loaded but what is rendered */
    public KustomizePostRendering(Kustomizer kustomizer, BuildOptions options) {
        this.kustomizer = kustomizer;
        this.options = options;
    }

    /** What is done to the manifests of a HelmRelease. */
    public PostRenderer of(KnownHelmRelease release) {
        return manifests -> run(release, manifests);
    }

    private PostRenderer.Outcome run(KnownHelmRelease release, String manifests) {
        if (manifests.isBlank()) {
            return new PostRenderer.Outcome.Changed("");
        }
        var files = new LinkedHashMap<String, String>();
        files.put("0/all.yaml", manifests);
        files.put("0/kustomization.yaml", KustomizationText.of("all.yaml", List.of(), List.of()));
        int layer = 0;
        for (PostRendererSpec renderer : release.spec().postRenderers()) {
            KustomizePostRenderer kustomize = renderer.kustomize();
            if (kustomize != null) {
                String below = "../" + layer;
                layer++;
                files.put(
                        layer + "/kustomization.yaml",
                        KustomizationText.of(below, kustomize.patches(), kustomize.images()));
            }
        }
        return switch (kustomizer.build(InMemoryTree.of(files), String.valueOf(layer), options)) {
            case BuildOutcome.BuildFailed(var problem, var _) -> new PostRenderer.Outcome.Failed(problem.describe());
            case BuildOutcome.Built(var objects, var _, var _) ->
                new PostRenderer.Outcome.Changed(text(release, objects));
        };
    }

    private static String text(KnownHelmRelease release, List<BuiltObject> objects) {
        CommonMetadata common = release.spec().commonMetadata();
        var owner = new CommonMetadata(
                Map.of(),
                Map.of(
                        release.owner().nameLabel(), release.owner().name(),
                        release.owner().namespaceLabel(), release.owner().namespace()));
        List<YamlMap> marked = objects.stream()
                .map(BuiltObject::content)
                .map(content -> common == null ? content : CommonMetadataStep.on(content, common))
                .map(content -> CommonMetadataStep.on(content, owner))
                .toList();
        return new String(YamlWriter.writeAll(marked), StandardCharsets.UTF_8);
    }
}
