package dev.capstan.kustomize.explain;

import dev.capstan.kustomize.node.Node;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scalars of an object, and its empty maps and lists, by the path of their field. */
final class Leaves {
    /** A value and where it was written. */
    record Leaf(String value, @Nullable String file, int line, int column) {
        boolean isSamePlace(Leaf other) {
            return line == other.line && column == other.column && Objects.equals(file, other.file);
        }
    }

    private final Map<String, Leaf> leaves = new LinkedHashMap<>();

    private Leaves() {}

    static Map<String, Leaf> of(Node root) {
        Leaves leaves = new Leaves();
        leaves.enter(root, "");
        return leaves.leaves;
    }

    private void enter(Node node, String path) {
        if (node.isScalar() || node.size() == 0) {
            String value = node.isMap() ? "{}" : node.isList() ? "[]" : node.text();
            leaves.put(path, new Leaf(value, node.file(), node.line(), node.column()));
        } else if (node.isMap()) {
            for (int i = 0; i < node.size(); i++) {
                enter(node.child(i), joined(path, node.key(i).text()));
            }
        } else {
            boolean isNamed = hasDistinctNames(node);
            for (int i = 0; i < node.size(); i++) {
                Node element = node.child(i);
                enter(element, path + (isNamed ? "[name=" + element.getText("name") + "]" : "[" + i + "]"));
            }
        }
    }

    private static String joined(String path, String key) {
        String name = key.indexOf('.') < 0 && key.indexOf('/') < 0 ? key : "\"" + key + "\"";
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean hasDistinctNames(Node list) {
        Set<String> names = new HashSet<>();
        for (Node element : list.children()) {
            String name = element.isMap() ? element.getText("name") : "";
            if (name.isEmpty() || !names.add(name)) {
                return false;
            }
        }
        return true;
    }
}
