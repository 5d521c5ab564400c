package dev.capstan.kustomize.edit;

import dev.capstan.kustomize.edit.Edit.LabelReach;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits of labels and annotations. */
final class PairEdits {
    static final String COMMON_LABELS = "commonLabels";
    static final String ANNOTATIONS = "commonAnnotations";

    private static final String LABELS = "labels";
    private static final String PAIRS = "pairs";
    private static final String TEMPLATES = "includeTemplates";

    private final String file;

    PairEdits(String file) {
        this.file = file;
    }

    // maps at the root

    EditableYaml set(EditableYaml yaml, String field, Map<String, String> pairs) {
        EditableYaml changed = yaml;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            YamlMap map = pairMap(changed, field);
            changed = map == null || map.isEmpty()
                    ? (map == null ? changed : changed.withoutEntry(changed.root(), field)).withPairs(field, pair)
                    : changed.withText(map, pair.getKey(), pair.getValue());
        }
        return changed;
    }

    EditableYaml add(EditableYaml yaml, String field, Map<String, String> pairs) {
        refuseOthers(pairMap(yaml, field), field, pairs);
        return set(yaml, field, pairs);
    }

    EditableYaml remove(EditableYaml yaml, String field, List<String> keys, boolean mayMiss) {
        EditableYaml changed = yaml;
        for (String key : keys) {
            YamlMap map = pairMap(changed, field);
            if (map == null || !map.has(key)) {
                if (mayMiss) {
                    continue;
                }
                throw rejected(map, field + " has no " + key, "");
            }
            changed = map.size() == 1 ? changed.withoutEntry(changed.root(), field) : changed.withoutEntry(map, key);
        }
        return changed;
    }

    private @Nullable YamlMap pairMap(EditableYaml yaml, String field) {
        YamlNode value = yaml.root().get(field);
        if (value == null || value instanceof YamlMap) {
            return (YamlMap) value;
        }
        if (value.isNull()) {
            return YamlMap.empty();
        }
        throw rejected(value, "the field " + field + " is not a map", "write its values as key: value");
    }

    // entries of labels

    EditableYaml set(EditableYaml yaml, LabelReach reach, Map<String, String> pairs) {
        if (reach == LabelReach.SELECTORS) {
            return set(yaml, COMMON_LABELS, pairs);
        }
        if (entry(yaml, reach) == null) {
            YamlMap.Builder node = YamlMap.builder().put(PAIRS, map(pairs));
            if (reach == LabelReach.TEMPLATES) {
                node.put(TEMPLATES, YamlScalar.ofBool(true));
            }
            return yaml.withItem(LABELS, node.build());
        }
        EditableYaml changed = yaml;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            YamlMap entry = entry(changed, reach);
            if (entry != null) {
                changed = changed.withText(entry, pair.getKey(), pair.getValue());
            }
        }
        return changed;
    }

    EditableYaml add(EditableYaml yaml, LabelReach reach, Map<String, String> pairs) {
        if (reach == LabelReach.SELECTORS) {
            return add(yaml, COMMON_LABELS, pairs);
        }
        refuseOthers(entry(yaml, reach), LABELS, pairs);
        return set(yaml, reach, pairs);
    }

    /** The pairs of the first entry with this reach; null when there is none that could be extended. */
    private static @Nullable YamlMap entry(EditableYaml yaml, LabelReach reach) {
        YamlList labels = yaml.root().getList(LABELS);
        for (int i = 0; labels != null && i < labels.size(); i++) {
            if (labels.get(i) instanceof YamlMap entry
                    && !isTrue(entry, "includeSelectors")
                    && isTrue(entry, TEMPLATES) == (reach == LabelReach.TEMPLATES)
                    && entry.get("fields") == null
                    && entry.get(PAIRS) instanceof YamlMap pairs
                    && !pairs.isEmpty()) {
                return pairs;
            }
        }
        return null;
    }

    private static boolean isTrue(YamlMap map, String field) {
        return "true".equals(map.getText(field));
    }

    private static YamlMap map(Map<String, String> pairs) {
        YamlMap.Builder map = YamlMap.builder();
        pairs.forEach((key, value) -> map.put(key, YamlScalar.ofString(value)));
        return map.build();
    }

    private void refuseOthers(@Nullable YamlMap map, String field, Map<String, String> pairs) {
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            String old = map == null ? null : map.getText(pair.getKey());
            if (old != null && !old.equals(pair.getValue())) {
                throw rejected(
                        map,
                        field + " already has " + pair.getKey() + " with the value " + old,
                        "use set to change it");
            }
        }
    }

    private EditException rejected(@Nullable YamlNode node, String problem, String advice) {
        return EditException.at(file, node, problem, advice);
    }
}
