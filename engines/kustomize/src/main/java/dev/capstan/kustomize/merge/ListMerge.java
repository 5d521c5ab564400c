package dev.capstan.kustomize.merge;

import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.schema.MergeSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges lists whose elements have an identity: elements of equal identity merge, those of the patch come first. An element is
 * identified by the values of the merge keys, or by itself in a list of plain values.
 */
final class ListMerge {
    private static final List<String> ITSELF = List.of("");

    private final StrategicMerge merge;
    private final MergeSchema schema;

    ListMerge(StrategicMerge merge, MergeSchema schema) {
        this.merge = merge;
        this.schema = schema;
    }

    @Nullable Node merge(@Nullable Node old, @Nullable Node patch) {
        Node target = targetOf(old, patch);
        if (target == null || target.isNull()) {
            return target;
        }
        List<String> keys = schema.mergeKeys();
        if (keys.isEmpty()) {
            return mergeElements(
                    plainIdentities(target, patch), ITSELF, target, patch, new DroppedElements(Node.list(), null));
        }
        DroppedElements dropped = new DroppedElements(target, patch);
        Node result = mergeElements(identities(target, patch, keys), keys, target, patch, dropped);
        dropped.notIn(result).forEach(element -> merge.dropped(keys, element));
        return result;
    }

    private static @Nullable Node targetOf(@Nullable Node old, @Nullable Node patch) {
        if (Node.isMissingOrNull(old)) {
            return patch;
        }
        if (patch != null && patch.isNull()) {
            return null;
        }
        return switch (Directive.take(patch)) {
            case DELETE -> null;
            case REPLACE -> patch;
            case MERGE -> old;
        };
    }

    private Node mergeElements(
            List<List<String>> identities,
            List<String> keys,
            Node target,
            @Nullable Node patch,
            DroppedElements dropped) {
        if (identities.isEmpty()) {
            return target;
        }
        Node result = Node.list().from(target.file(), target.line(), target.column());
        MergeSchema elementSchema = schema.elements();
        if (keys.size() > 1) {
            completeEachOther(identities);
        }
        boolean[] used = usedKeys(identities, keys.size());
        List<String> validKeys = keys;
        for (List<String> identity : identities) {
            validKeys = validKeys(used, keys);
            List<String> validValues = validValues(used, identity);
            Node value = mergeElement(keys, identity, used, elementSchema, target, patch, dropped);
            if (value == null || value.isNull() || (value.isMap() && value.size() == 0)) {
                ListElements.remove(target, validKeys, validValues);
                continue;
            }
            giveKeys(value, validKeys, validValues);
            ListElements.set(result, value, validKeys, validValues);
        }
        appendAll(result, target, validKeys);
        return result;
    }

    private @Nullable Node mergeElement(
            List<String> keys,
            List<String> identity,
            boolean[] used,
            @Nullable MergeSchema elementSchema,
            Node target,
            @Nullable Node patch,
            DroppedElements dropped) {
        List<String> searchKeys = validKeys(used, keys);
        List<String> searchValues = validValues(used, identity);
        boolean[] own = usedKeys(List.of(searchValues), searchKeys.size());
        List<String> ownKeys = validKeys(own, searchKeys);
        List<String> ownValues = validValues(own, searchValues);
        Node old = ListElements.find(target, ownKeys, ownValues);
        Node added = ListElements.find(patch, ownKeys, ownValues);
        Node value = merge.walk(old, added, elementSchema);
        dropped.merged(old, added, value);
        return value;
    }

    private static void giveKeys(Node value, List<String> keys, List<String> values) {
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            if (values.get(i).isEmpty()) {
                continue;
            }
            if (key.isEmpty()) {
                Fields.setScalar(value, Node.plain(values.get(i)));
            } else if (!value.isMap() || value.get(key) == null) {
                Fields.set(value, key, Node.plain(values.get(i)));
            }
        }
    }

    /** Adds the old elements after the merged ones; an old element takes the place of the merged one of its identity. */
    private static void appendAll(Node result, Node old, List<String> keys) {
        for (Node element : List.copyOf(old.children())) {
            if (keys.getFirst().isEmpty()) {
                ListElements.set(result, element, ITSELF, List.of(element.text()));
                continue;
            }
            List<String> values = new ArrayList<>(keys.size());
            for (String key : keys) {
                Node value = Fields.get(element, key);
                if (value == null) {
                    result.append(element);
                } else {
                    values.add(value.text());
                }
            }
            if (keys.size() > 1) {
                ListElements.remove(result, keys, values);
            }
            ListElements.set(result, element, keys, values);
        }
    }

    /** The identities of all elements, each once, those of the patch first. */
    private static List<List<String>> identities(Node target, @Nullable Node patch, List<String> keys) {
        Set<List<String>> seen = new LinkedHashSet<>();
        addIdentities(patch, keys, seen);
        addIdentities(target, keys, seen);
        return new ArrayList<>(seen);
    }

    private static void addIdentities(@Nullable Node list, List<String> keys, Set<List<String>> seen) {
        if (list == null || !list.isList()) {
            return;
        }
        for (Node element : list.children()) {
            List<String> values = new ArrayList<>(keys.size());
            for (String key : keys) {
                Node value = element.isMap() ? element.get(key) : null;
                values.add(Node.isNilOrEmpty(value) || value == null ? "" : value.text());
            }
            seen.add(values);
        }
    }

    private static List<List<String>> plainIdentities(Node target, @Nullable Node patch) {
        Set<List<String>> seen = new LinkedHashSet<>();
        for (Node list : patch == null ? List.of(target) : List.of(patch, target)) {
            for (Node element : list.children()) {
                seen.add(List.of(element.text()));
            }
        }
        return new ArrayList<>(seen);
    }

    /** Identities that agree where both say something complete each other: a port without protocol is the one with protocol. */
    private static void completeEachOther(List<List<String>> identities) {
        for (int i = 0; i < identities.size(); i++) {
            List<String> identity = identities.get(i);
            for (int j = 0; j < identities.size(); j++) {
                List<String> both = both(identity, identities.get(j));
                if (both != null) {
                    identities.set(i, both);
                    identities.set(j, both);
                }
            }
        }
    }

    private static @Nullable List<String> both(List<String> a, List<String> b) {
        boolean agrees = false;
        List<String> result = new ArrayList<>(a.size());
        for (int i = 0; i < a.size(); i++) {
            String left = a.get(i);
            String right = b.get(i);
            if (left.equals(right)) {
                agrees = true;
                result.add(left);
            } else if (!left.isEmpty() && !right.isEmpty()) {
                return null;
            } else {
                result.add(left.isEmpty() ? right : left);
            }
        }
        return agrees ? result : null;
    }

    /** Which keys have a value in at least one identity; all of them when none has. */
    private static boolean[] usedKeys(List<List<String>> identities, int count) {
        boolean[] used = new boolean[count];
        boolean any = false;
        for (List<String> identity : identities) {
            for (int i = 0; i < count; i++) {
                if (!identity.get(i).isEmpty()) {
                    used[i] = true;
                    any = true;
                }
            }
        }
        if (!any) {
            Arrays.fill(used, true);
        }
        return used;
    }

    private static List<String> validKeys(boolean[] used, List<String> keys) {
        List<String> valid = new ArrayList<>(keys.size());
        for (int i = 0; i < used.length; i++) {
            if (used[i]) {
                valid.add(keys.get(i));
            }
        }
        return valid;
    }

    private static List<String> validValues(boolean[] used, List<String> values) {
        return validKeys(used, values);
    }
}
