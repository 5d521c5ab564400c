package dev.capstan.kustomize.edit;

import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replaces fields of earlier versions of kustomize by those that took their place, as {@code kustomize edit fix} does. What is
 * moved loses its comments; everything else stays.
 */
final class DeprecatedFields {
    private DeprecatedFields() {}

    static EditableYaml replaced(String file, EditableYaml yaml) {
        EditableYaml changed = moved(yaml, "bases", "resources");
        changed = moved(changed, "imageTags", "images");
        changed = patches(changed);
        changed = moved(changed, "patchesJson6902", "patches");
        return labels(file, changed);
    }

    private static EditableYaml moved(EditableYaml yaml, String from, String to) {
        YamlList list = yaml.root().getList(from);
        if (list == null) {
            return yaml;
        }
        EditableYaml changed = yaml;
        for (YamlNode item : list) {
            changed = changed.withItem(to, item);
        }
        return changed.withoutEntry(changed.root(), from);
    }

    private static EditableYaml patches(EditableYaml yaml) {
        String from = "patchesStrategicMerge";
        YamlList list = yaml.root().getList(from);
        if (list == null) {
            return yaml;
        }
        EditableYaml changed = yaml;
        for (YamlNode item : list) {
            String text = item instanceof YamlScalar scalar ? scalar.text() : "";
            boolean isInline = text.indexOf('\n') >= 0 || text.contains(": ");
            changed = changed.withItem("patches", YamlMap.of(isInline ? "patch" : "path", YamlScalar.ofString(text)));
        }
        return changed.withoutEntry(changed.root(), from);
    }

    private static EditableYaml labels(String file, EditableYaml yaml) {
        YamlMap common = yaml.root().getMap("commonLabels");
        if (common == null || common.isEmpty()) {
            return yaml;
        }
        YamlList labels = yaml.root().getList("labels");
        for (YamlNode entry : labels == null ? YamlList.of(List.of()) : labels) {
            Optional<String> twice =
                    entry instanceof YamlMap map ? sharedKey(common, map.getMap("pairs")) : Optional.empty();
            if (twice.isPresent()) {
                throw new EditException(
                        file,
                        entry.line(),
                        "labels and commonLabels both set " + twice.get(),
                        "remove it from one of them");
            }
        }
        YamlMap entry = YamlMap.builder()
                .put("includeSelectors", YamlScalar.ofBool(true))
                .put("pairs", common)
                .build();
        EditableYaml changed = yaml.withItem("labels", entry);
        return changed.withoutEntry(changed.root(), "commonLabels");
    }

    private static Optional<String> sharedKey(YamlMap common, @Nullable YamlMap pairs) {
        for (int i = 0; pairs != null && i < pairs.size(); i++) {
            String key = pairs.keyAt(i).text();
            if (common.has(key)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }
}
