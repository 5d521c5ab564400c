package dev.capstan.kustomize.node;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.ScalarStyle;
import dev.capstan.yaml.YamlScalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading, creating and setting fields with the rules that kustomize has for styles and nulls. */
public final class Fields {
    private Fields() {}

    /** Fails unless the node is null or of the kind. */
    public static void require(Node node, NodeKind kind) {
        if (!node.isNull() && node.kind() != kind) {
            throw BuildFault.of(
                    Code.TRANSFORMER_FAILED,
                    "wrong kind of value: expected " + kind.words() + ", found "
                            + node.kind().words());
        }
    }

    /** The value of a field; null when absent. Fails when the node is neither map nor null. */
    public static @Nullable Node get(@Nullable Node node, String name) {
        if (node == null || node.isNull()) {
            return null;
        }
        require(node, NodeKind.MAP);
        return node.get(name);
    }

    /** The node at a path of names, indexes and {@code [field=value]} selectors; null when a step is missing. */
    public static @Nullable Node lookup(Node root, List<String> path) {
        Node node = root;
        for (String raw : path) {
            String part = raw.strip();
            if (part.isEmpty()) {
                continue;
            }
            Node next = step(node, part);
            if (next == null) {
                return null;
            }
            node = next;
        }
        return node;
    }

    /** As {@link #lookup(Node, List)}. */
    public static @Nullable Node lookup(Node root, String... path) {
        return lookup(root, List.of(path));
    }

    /**
     * The node at a path of names; what is missing is created, the last one of the given kind. Null when a null is in the
     * way.
     */
    public static @Nullable Node lookupOrCreate(Node root, NodeKind leaf, List<String> path) {
        Node node = root;
        for (int i = 0; i < path.size(); i++) {
            String part = path.get(i).strip();
            if (part.isEmpty()) {
                continue;
            }
            if (node.isNull()) {
                return null;
            }
            String nextPart = i + 1 < path.size() ? path.get(i + 1) : "";
            node = stepOrCreate(node, part, kindBefore(nextPart, leaf));
        }
        return node;
    }

    /** As {@link #lookupOrCreate(Node, NodeKind, List)}. */
    public static @Nullable Node lookupOrCreate(Node root, NodeKind leaf, String... path) {
        return lookupOrCreate(root, leaf, List.of(path));
    }

    /** The kind that the parent of a path part must have. */
    public static NodeKind kindBefore(String nextPart, NodeKind leaf) {
        if (FieldPath.isSelector(nextPart) || FieldPath.isIndex(nextPart)) {
            return NodeKind.LIST;
        }
        return nextPart.isEmpty() ? leaf : NodeKind.MAP;
    }

    /**
     * Sets a field of a map: an existing field keeps its node and style, a new one is appended. Setting null removes it.
     */
    public static void set(Node map, String name, @Nullable Node value) {
        set(map, name, value, YamlScalar.ofString(name));
    }

    /** As {@link #set(Node, String, Node)}; a new field takes over the given key. */
    public static void set(Node map, String name, @Nullable Node value, YamlScalar key) {
        if (value != null) {
            quoteIfAmbiguous(value);
        }
        if (value == null || value.isNull()) {
            remove(map, name);
            return;
        }
        if (map.isNull()) {
            return;
        }
        Node field = get(map, name);
        if (field == null) {
            require(map, NodeKind.MAP);
            map.append(key, value);
            return;
        }
        if (field != value) {
            value.setStyle(field.style());
            field.become(value);
        }
    }

    /** Keeps an explicit null as the value of a field. */
    public static void setNull(Node map, String name, Node nullNode) {
        Node field = get(map, name);
        if (field == null) {
            map.append(YamlScalar.ofString(name), nullNode);
        } else {
            field.become(nullNode);
        }
    }

    /** Puts a value in the place of a scalar, which keeps its style. */
    public static void setScalar(Node scalar, Node value) {
        require(scalar, NodeKind.SCALAR);
        if (value.isNull()) {
            return;
        }
        value.setStyle(scalar.style());
        scalar.become(value);
    }

    /** Removes a field. */
    public static void remove(@Nullable Node map, String name) {
        if (map == null || map.isNull()) {
            return;
        }
        require(map, NodeKind.MAP);
        map.remove(name);
    }

    /** Text that an unquoted scalar would not keep as a string is put in quotes. */
    static void quoteIfAmbiguous(Node value) {
        if (value.isStringLike()
                && value.style() == ScalarStyle.PLAIN
                && !value.text().isEmpty()
                && value.text().indexOf('\n') < 0
                && YamlScalar.plain(value.text()).kind() != ScalarKind.STRING) {
            value.setStyle(ScalarStyle.DOUBLE_QUOTED);
        }
    }

    private static @Nullable Node step(Node node, String part) {
        if (FieldPath.isIndex(part)) {
            return element(node, Integer.parseInt(part));
        }
        if (part.equals("-")) {
            return element(node, -1);
        }
        if (part.equals("*")) {
            throw BuildFault.of(Code.REFERENCE_FAILED, "the wildcard * is not possible here");
        }
        if (FieldPath.isSelector(part)) {
            return selected(node, part);
        }
        return get(node, part);
    }

    private static @Nullable Node element(Node node, int index) {
        require(node, NodeKind.LIST);
        if (node.size() == 0) {
            return null;
        }
        int at = index < 0 ? node.size() - 1 : index;
        return at < node.size() ? node.child(at) : null;
    }

    private static @Nullable Node selected(Node node, String part) {
        Selector selector = Selector.parse(part);
        require(node, NodeKind.LIST);
        for (Node element : node.children()) {
            if (selector.field().isEmpty()) {
                if (element.text().equals(selector.value())) {
                    return element;
                }
            } else if (element.isMap()) {
                Node value = element.get(selector.field());
                if (value != null && value.text().equals(selector.value())) {
                    return element;
                }
            }
        }
        return null;
    }

    private static Node stepOrCreate(Node node, String part, NodeKind kind) {
        Node found = step(node, part);
        if (found != null) {
            return found;
        }
        if (FieldPath.isIndex(part) || part.equals("-")) {
            throw BuildFault.of(Code.TRANSFORMER_FAILED, "there is no element " + part + " in the list");
        }
        if (FieldPath.isSelector(part)) {
            Node element = Selector.parse(part).newElement();
            node.append(element);
            return element;
        }
        require(node, NodeKind.MAP);
        Node created = Node.empty(kind);
        node.append(YamlScalar.ofString(part), created);
        return created;
    }

    /** A path part {@code [field=value]}; an empty field means the element itself. */
    public record Selector(String field, String value) {
        /** Parses a part that {@link FieldPath#isSelector} accepts. */
        public static Selector parse(String part) {
            String inner = part.substring(1, part.length() - 1);
            int equals = inner.indexOf('=');
            if (equals < 0) {
                throw BuildFault.of(
                                Code.REFERENCE_FAILED, "the path part " + part + " does not say which element it means")
                        .with(problem -> problem.advise("Write [field=value], for example [name=nginx]."));
            }
            return new Selector(inner.substring(0, equals), inner.substring(equals + 1));
        }

        /** A new element that the selector matches. */
        public Node newElement() {
            if (field.isEmpty()) {
                return Node.plain(value);
            }
            Node element = Node.map();
            element.append(YamlScalar.ofString(field), Node.plain(value));
            return element;
        }
    }
}
