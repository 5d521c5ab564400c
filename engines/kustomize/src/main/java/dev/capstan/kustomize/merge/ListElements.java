package dev.capstan.kustomize.merge;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a list, found by the values of some of their fields. The key {@code ""} means the element itself. An empty value
 * means that the field must be there, whatever its value. Null and empty elements disappear whenever a list is changed.
 */
final class ListElements {
    private ListElements() {}

    /** The first element with exactly these values; null when there is none. */
    static @Nullable Node find(@Nullable Node list, List<String> keys, List<String> values) {
        if (list == null || !list.isList() || keys.size() != values.size()) {
            return null;
        }
        boolean isPlain = keys.isEmpty() || keys.getFirst().isEmpty();
        for (Node element : list.children()) {
            if (isPlain
                    ? element.text().equals(values.isEmpty() ? "" : values.getFirst())
                    : fits(element, keys, values)) {
                return element;
            }
        }
        return null;
    }

    /** Removes the elements that match. */
    static void remove(Node list, List<String> keys, List<String> values) {
        put(list, null, keys, values);
    }

    /** Puts an element in the place of those that match, or at the end when none does. */
    static void set(Node list, Node element, List<String> keys, List<String> values) {
        put(list, element, keys, values);
    }

    private static void put(Node list, @Nullable Node element, List<String> keys, List<String> values) {
        Fields.require(list, NodeKind.LIST);
        boolean wantsMaps = !keys.getFirst().isEmpty()
                && !values.isEmpty()
                && !values.getFirst().isEmpty();
        List<Node> elements = new ArrayList<>(list.size() + 1);
        boolean isFound = false;
        for (Node candidate : list.children()) {
            if (candidate.isNull() || (candidate.isMap() && candidate.size() == 0)) {
                continue;
            }
            if (!candidate.isMap() && wantsMaps) {
                elements.add(candidate);
            } else if (!matches(candidate, keys, values)) {
                if (!values.isEmpty()) {
                    elements.add(candidate);
                }
            } else {
                isFound = true;
                if (element != null) {
                    elements.add(element);
                }
            }
        }
        if (element != null && !element.isNull() && !isFound) {
            elements.add(element);
        }
        list.setElements(elements);
    }

    /** Whether every key matches; a key for which no value is left takes the result of the key before it. */
    private static boolean matches(Node element, List<String> keys, List<String> values) {
        boolean last = false;
        for (int i = 0; i < keys.size(); i++) {
            if (i < values.size()) {
                last = matches(element, keys.get(i), values.get(i));
            }
            if (!last) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(Node element, String key, String value) {
        if (key.isEmpty()) {
            if (!element.isScalar()) {
                throw BuildFault.of(
                        Code.PATCH_FAILED,
                        "a list of plain values holds " + element.kind().words());
            }
            return element.text().equals(value);
        }
        Fields.require(element, NodeKind.MAP);
        Node field = element.get(key);
        return field != null && (value.isEmpty() || field.text().equals(value));
    }

    private static boolean fits(Node element, List<String> keys, List<String> values) {
        if (!element.isMap()) {
            return false;
        }
        for (int i = 0; i < keys.size(); i++) {
            Node field = element.get(keys.get(i));
            if (field == null || !field.text().equals(values.get(i))) {
                return false;
            }
        }
        return true;
    }
}
