package dev.capstan.kustomize.replacement;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.FieldPath;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.select.LinearPattern;
import dev.capstan.yaml.ScalarStyle;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds all nodes that a path means: names of fields, indexes, {@code *} for every element, and {@code [field=pattern]} for the
 * elements that match; creates what is missing on demand.
 */
final class PathMatcher {
    private final List<String> path;
    private final @Nullable NodeKind created;
    private final LinearPattern.Cache patterns;
    private final List<Node> found = new ArrayList<>();

    private PathMatcher(List<String> path, @Nullable NodeKind created, LinearPattern.Cache patterns) {
        this.path = path;
        this.created = created;
        this.patterns = patterns;
    }

    /**
     * The nodes at a path.
     *
     * @param created the kind of a node that is created at the end of the path; nothing is created when null
     */
    static List<Node> find(Node root, List<String> path, @Nullable NodeKind created, LinearPattern.Cache patterns) {
        PathMatcher matcher = new PathMatcher(path, created, patterns);
        matcher.step(root, 0);
        return matcher.found;
    }

    private void step(Node node, int depth) {
        if (depth == path.size()) {
            found.add(node);
            return;
        }
        String part = path.get(depth);
        if (FieldPath.isIndex(part)) {
            index(node, depth);
        } else if (FieldPath.isSelector(part)) {
            select(node, depth);
        } else if (part.equals("*")) {
            Fields.require(node, NodeKind.LIST);
            for (Node element : List.copyOf(node.children())) {
                step(element, depth + 1);
            }
        } else {
            field(node, depth);
        }
    }

    private void field(Node node, int depth) {
        Node field = Fields.get(node, path.get(depth));
        if (field == null) {
            if (created == null || node.isNull()) {
                return;
            }
            field = Node.empty(kindOfNext(depth));
            node.append(YamlScalar.ofString(path.get(depth)), field);
        }
        if (field.isScalar() && depth + 1 < path.size()) {
            structured(field, depth);
        } else {
            step(field, depth + 1);
        }
    }

    /** A text that holds YAML or JSON itself; what is found in it is not part of the object. */
    private void structured(Node field, int depth) {
        Optional<Node> inner = StructuredText.parse(field.text());
        if (inner.isPresent()) {
            step(inner.get(), depth + 1);
        }
    }

    private void index(Node node, int depth) {
        Fields.require(node, NodeKind.LIST);
        int index = Integer.parseInt(path.get(depth));
        if (index == node.size() && created != null) {
            node.append(Node.empty(kindOfNext(depth)));
        }
        if (index >= node.size()) {
            throw BuildFault.of(
                    Code.REFERENCE_FAILED, "index " + index + " specified but only " + node.size() + " elements found");
        }
        step(node.child(index), depth + 1);
    }

    private void select(Node node, int depth) {
        Fields.Selector selector = Fields.Selector.parse(path.get(depth));
        Fields.require(node, NodeKind.LIST);
        int before = found.size();
        visitSelected(node, selector, depth);
        if (created != null && found.size() == before) {
            node.append(selector.newElement());
            visitSelected(node, selector, depth);
        }
    }

    private void visitSelected(Node list, Fields.Selector selector, int depth) {
        LinearPattern pattern = patterns.get(selector.value());
        for (Node element : List.copyOf(list.children())) {
            if (selector.field().isEmpty()) {
                if (pattern.matches(written(element))) {
                    found.add(element);
                }
                continue;
            }
            Node value = element.isMap() ? element.get(selector.field()) : null;
            if (value != null && pattern.matches(written(value))) {
                step(element, depth + 1);
            }
        }
    }

    /** The text as it is in a file, with its quotes. */
    private static String written(Node node) {
        if (!node.isScalar()) {
            return node.toString();
        }
        if (node.style() == ScalarStyle.DOUBLE_QUOTED) {
            return '"' + node.text() + '"';
        }
        return node.style() == ScalarStyle.SINGLE_QUOTED ? "'" + node.text() + "'" : node.text();
    }

    private NodeKind kindOfNext(int depth) {
        String next = depth + 1 < path.size() ? path.get(depth + 1) : "";
        return Fields.kindBefore(next, created == null ? NodeKind.MAP : created);
    }
}
