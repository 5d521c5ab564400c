package dev.capstan.helmrelease.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.helm.KustomizePostRenderer;
import dev.capstan.api.helm.PostRendererSpec;
import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.api.meta.Image;
import dev.capstan.api.meta.Patch;
import dev.capstan.api.meta.Selector;
import dev.capstan.digest.Digest;
import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.PlainJson;
import dev.capstan.yaml.StructFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Digests of parts of a spec that change what is released although neither chart nor values do. They are those of Flux, which digests
 * what Go's JSON encoder writes, line feed included: a HelmRelease that is taken over, from Flux or by it, is not upgraded for them.
 */
public final class SpecDigests {

    private SpecDigests() {}

    /** That of the post renderers; empty without any. */
    public static String ofPostRenderers(HelmReleaseSpec spec) {
        return spec.postRenderers().isEmpty()
                ? ""
                : of(spec.postRenderers().stream().map(SpecDigests::plain).toList());
    }

    /** That of the common metadata, which may have no entry; empty without any. */
    public static String ofCommonMetadata(HelmReleaseSpec spec) {
        return Optional.ofNullable(spec.commonMetadata())
                .map(SpecDigests::plain)
                .map(SpecDigests::of)
                .orElse("");
    }

    private static String of(Object plain) {
        String line = PlainJson.write(plain, PlainJson.Form.COMPACT, ForeignValues.NONE) + "\n";
        return Digest.sha256(line.getBytes(UTF_8)).toString();
    }

    private static StructFields plain(CommonMetadata metadata) {
        var plain = new StructFields();
        put(plain, "annotations", metadata.annotations());
        put(plain, "labels", metadata.labels());
        return plain;
    }

    private static StructFields plain(PostRendererSpec renderer) {
        var plain = new StructFields();
        KustomizePostRenderer kustomize = renderer.kustomize();
        if (kustomize != null) {
            var inner = new StructFields();
            put(
                    inner,
                    "patches",
                    kustomize.patches().stream().map(SpecDigests::plain).toList());
            put(
                    inner,
                    "images",
                    kustomize.images().stream().map(SpecDigests::plain).toList());
            plain.put("kustomize", inner);
        }
        return plain;
    }

    private static StructFields plain(Patch patch) {
        var plain = new StructFields();
        plain.put("patch", patch.patch());
        Selector target = patch.target();
        if (target != null) {
            var selector = new StructFields();
            put(selector, "group", target.group());
            put(selector, "version", target.version());
            put(selector, "kind", target.kind());
            put(selector, "namespace", target.namespace());
            put(selector, "name", target.name());
            put(selector, "annotationSelector", target.annotationSelector());
            put(selector, "labelSelector", target.labelSelector());
            plain.put("target", selector);
        }
        return plain;
    }

    private static StructFields plain(Image image) {
        var plain = new StructFields();
        plain.put("name", image.name());
        put(plain, "newName", image.newName());
        put(plain, "newTag", image.newTag());
        put(plain, "digest", image.digest());
        return plain;
    }

    private static void put(StructFields plain, String key, @Nullable Object value) {
        boolean isEmpty = switch (value) {
            case null -> true;
            case String text -> text.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case List<?> list -> list.isEmpty();
            default -> false;
        };
        if (!isEmpty && value != null) {
            plain.put(key, value instanceof List<?> list ? new ArrayList<>(list) : value);
        }
    }
}
