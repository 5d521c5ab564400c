package dev.capstan.kustomize.explain;

import dev.capstan.kustomize.ExplainedField;
import dev.capstan.kustomize.ExplainedField.Setting;
import dev.capstan.kustomize.explain.Leaves.Leaf;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.node.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one object: their present values, and all settings of each, the newest first. */
final class ObjectHistory {
    private record Known(Leaf leaf, List<Setting> settings) {}

    private Map<String, Known> fields = Map.of();

    void look(Node root, Place by) {
        Map<String, Leaf> leaves = Leaves.of(root);
        Map<Leaf, Known> byLeaf = movable(leaves);
        Map<String, Known> seen = new LinkedHashMap<>(leaves.size() * 2);
        leaves.forEach((path, leaf) -> seen.put(path, known(path, leaf, byLeaf, by)));
        fields = seen;
    }

    List<ExplainedField> fields() {
        List<ExplainedField> explained = new ArrayList<>(fields.size());
        fields.forEach((path, known) -> explained.add(new ExplainedField(path, known.settings())));
        return explained;
    }

    /** Values that a step has moved to another place, as an insertion into a list does, were not set by that step. */
    private Map<Leaf, Known> movable(Map<String, Leaf> now) {
        Map<Leaf, Known> movable = new HashMap<>();
        fields.forEach((path, known) -> {
            if (known.leaf().file() != null && !known.leaf().equals(now.get(path))) {
                movable.put(known.leaf(), known);
            }
        });
        return movable;
    }

    private Known known(String path, Leaf leaf, Map<Leaf, Known> movable, Place by) {
        Known before = fields.get(path);
        if (before != null && before.leaf().value().equals(leaf.value())) {
            return new Known(leaf, before.settings());
        }
        Known moved = movable.get(leaf);
        if (moved != null) {
            return moved;
        }
        List<Setting> settings = new ArrayList<>();
        settings.add(setting(leaf, before == null ? null : before.leaf(), by));
        if (before != null) {
            settings.addAll(before.settings());
        }
        return new Known(leaf, List.copyOf(settings));
    }

    /** A value that came with a place of its own is there, any other where the step is configured. */
    private static Setting setting(Leaf leaf, @Nullable Leaf before, Place by) {
        String file = leaf.file();
        return file != null && (before == null || !before.isSamePlace(leaf))
                ? new Setting(leaf.value(), file, leaf.line(), by.field())
                : new Setting(leaf.value(), by.file(), by.line(), by.field());
    }
}
