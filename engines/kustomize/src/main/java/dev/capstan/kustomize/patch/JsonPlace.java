package dev.capstan.kustomize.patch;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.Node;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a JSON pointer means: a key of a map or an index of a list. */
final class JsonPlace {
    private final Node container;
    private final String key;
    private final String path;

    private JsonPlace(Node container, String key, String path) {
        this.container = container;
        this.key = key;
        this.path = path;
    }

    /** The place; everything above it must exist. */
    static JsonPlace find(Node document, String path) {
        String[] parts = path.split("/", -1);
        if (parts.length < 2) {
            throw missing(path);
        }
        Node container = document;
        for (int i = 1; i < parts.length - 1; i++) {
            Node next = new JsonPlace(container, decode(parts[i]), path).find();
            if (next == null || next.isScalar()) {
                throw missing(path);
            }
            container = next;
        }
        return new JsonPlace(container, decode(parts[parts.length - 1]), path);
    }

    /** What is there; null when a map has no such key. Fails when a list has no such index. */
    @Nullable Node find() {
        return container.isMap() ? container.get(key) : container.child(index(container.size()));
    }

    /** As {@link #find}, but a missing key of a map is null as a value. */
    Node existing() {
        Node node = find();
        return node == null ? Node.nullValue() : node;
    }

    void add(Node value) {
        if (container.isMap()) {
            set(value);
        } else if (key.equals("-")) {
            container.append(value);
        } else {
            int at = index(container.size() + 1);
            List<Node> elements = new ArrayList<>(container.children());
            elements.add(at, value);
            container.setElements(elements);
        }
    }

    void replace(Node value) {
        if (container.isMap()) {
            set(value);
        } else {
            container.setChild(index(container.size()), value);
        }
    }

    void remove() {
        if (!container.isMap()) {
            container.removeAt(index(container.size()));
        } else if (container.get(key) == null) {
            throw BuildFault.of(Code.PATCH_FAILED, "unable to remove the nonexistent key " + key + " at path " + path)
                    .with(problem -> problem.advise("Remove the operation, or correct its path."));
        } else {
            container.remove(key);
        }
    }

    private void set(Node value) {
        int at = container.indexOf(key);
        if (at < 0) {
            container.append(YamlScalar.ofString(key), value);
        } else {
            container.setChild(at, value);
        }
    }

    /** The index that the key means in a list of a size; negative ones count from the end. */
    private int index(int size) {
        int at;
        try {
            at = Integer.parseInt(key);
        } catch (NumberFormatException e) {
            throw BuildFault.of(Code.PATCH_FAILED, "'" + key + "' in the path " + path + " is not an index of a list");
        }
        if (at >= size || at < -size) {
            throw BuildFault.of(Code.PATCH_FAILED, "unable to access the invalid index " + at + " of the path " + path);
        }
        return at < 0 ? at + size : at;
    }

    private static BuildFault missing(String path) {
        return BuildFault.of(Code.PATCH_FAILED, "the operation does not apply: the object is missing the path " + path)
                .with(problem -> problem.advise("Add the parent field first, or correct the path."));
    }

    private static String decode(String part) {
        return part.replace("~1", "/").replace("~0", "~");
    }
}
