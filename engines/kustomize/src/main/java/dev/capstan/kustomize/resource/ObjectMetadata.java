package dev.capstan.kustomize.resource;

import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads and changes what is under {@code metadata} of an object; an object may lack it, and it may be of any kind. */
final class ObjectMetadata {
    private final Node root;

    ObjectMetadata(Node root) {
        this.root = root;
    }

    /** The text of a field; empty when there is none. */
    String text(String field) {
        Node value = get(field);
        return value == null || value.isNull() || !value.isScalar() ? "" : value.text();
    }

    /** The pairs of a field, in their order; empty when there are none. May be changed, which changes nothing here. */
    Map<String, String> pairs(String field) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Node map = map(field);
        if (map != null) {
            for (int i = 0; i < map.size(); i++) {
                pairs.put(map.key(i).text(), map.child(i).text());
            }
        }
        return pairs;
    }

    /** The field as a map; null when it is not there or not a map. */
    @Nullable Node map(String field) {
        Node map = get(field);
        return map == null || !map.isMap() ? null : map;
    }

    /** Sets the text of a field. */
    void setText(String field, String text) {
        Node metadata = Fields.lookupOrCreate(root, NodeKind.MAP, "metadata");
        if (metadata != null) {
            Fields.set(metadata, field, Node.plain(text));
        }
    }

    /** Removes a field, if it is there. */
    void remove(String field) {
        Fields.remove(Fields.get(root, "metadata"), field);
    }

    /** Replaces all pairs of a field, sorted; none removes the field. Values keep the place in which their key stood before. */
    void setPairs(String field, Map<String, String> pairs) {
        Node metadata = Fields.lookupOrCreate(root, NodeKind.MAP, "metadata");
        if (metadata == null || !metadata.isMap()) {
            return;
        }
        Map<String, Node> places = new LinkedHashMap<>();
        Node old = map(field);
        if (old != null) {
            for (int i = 0; i < old.size(); i++) {
                places.put(old.key(i).text(), old.child(i));
            }
        }
        metadata.remove(field);
        if (pairs.isEmpty()) {
            return;
        }
        Node map = Node.map();
        new TreeMap<>(pairs).forEach((key, value) -> {
            Node node = Node.string(value);
            Node before = places.get(key);
            if (before != null) {
                node.from(before.file(), before.line(), before.column());
            }
            map.append(YamlScalar.ofString(key), node);
        });
        metadata.append(YamlScalar.ofString(field), map);
    }

    private @Nullable Node get(String field) {
        Node metadata = root.get("metadata");
        return metadata == null ? null : metadata.get(field);
    }
}
