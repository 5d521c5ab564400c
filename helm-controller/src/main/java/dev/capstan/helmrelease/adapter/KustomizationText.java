package dev.capstan.helmrelease.adapter;

import dev.capstan.api.meta.Image;
import dev.capstan.api.meta.Patch;
import dev.capstan.api.meta.Selector;
import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.PlainJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kustomization files, written as JSON, which is YAML. */
final class KustomizationText {

    private KustomizationText() {}

    /**
     * A file with one resource.
     *
     * @param resource file or folder
     */
    static String of(String resource, List<Patch> patches, List<Image> images) {
        var file = new LinkedHashMap<String, Object>();
        file.put("apiVersion", "kustomize.config.k8s.io/v1beta1");
        file.put("kind", "Kustomization");
        file.put("resources", List.of(resource));
        file.put("patches", patches.stream().map(KustomizationText::plain).toList());
        file.put("images", images.stream().map(KustomizationText::plain).toList());
        return PlainJson.write(file, PlainJson.Form.COMPACT, ForeignValues.NONE);
    }

    private static Map<String, Object> plain(Patch patch) {
        var plain = new LinkedHashMap<String, Object>();
        plain.put("patch", patch.patch());
        Selector target = patch.target();
        if (target != null) {
            var selector = new LinkedHashMap<String, Object>();
            put(selector, "group", target.group());
            put(selector, "version", target.version());
            put(selector, "kind", target.kind());
            put(selector, "namespace", target.namespace());
            put(selector, "name", target.name());
            put(selector, "labelSelector", target.labelSelector());
            put(selector, "annotationSelector", target.annotationSelector());
            plain.put("target", selector);
        }
        return plain;
    }

    private static Map<String, Object> plain(Image image) {
        var plain = new LinkedHashMap<String, Object>();
        plain.put("name", image.name());
        put(plain, "newName", image.newName());
        put(plain, "newTag", image.newTag());
        put(plain, "digest", image.digest());
        return plain;
    }

    private static void put(Map<String, Object> plain, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            plain.put(key, value);
        }
    }
}
