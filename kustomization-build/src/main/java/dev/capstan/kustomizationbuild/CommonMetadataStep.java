package dev.capstan.kustomizationbuild;

import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import java.util.Map;
import java.util.TreeMap;

/** {@code spec.commonMetadata}: labels and annotations of every object, which win over those in the manifests. */
public final class CommonMetadataStep {

    private CommonMetadataStep() {}

    /** The object with these labels and annotations. */
    public static YamlMap on(YamlMap object, CommonMetadata common) {
        if (common.labels().isEmpty() && common.annotations().isEmpty()) {
            return object;
        }
        YamlMap metadata = object.getMap("metadata");
        YamlMap changed = metadata == null ? YamlMap.empty() : metadata;
        changed = with(changed, "labels", common.labels());
        changed = with(changed, "annotations", common.annotations());
        return object.with("metadata", changed);
    }

    private static YamlMap with(YamlMap metadata, String key, Map<String, String> values) {
        if (values.isEmpty()) {
            return metadata;
        }
        YamlMap present = metadata.getMap(key);
        YamlMap changed = present == null ? YamlMap.empty() : present;
        for (Map.Entry<String, String> value : new TreeMap<>(values).entrySet()) {
            changed = changed.with(value.getKey(), YamlScalar.ofString(value.getValue()));
        }
        return metadata.with(key, changed);
    }
}
