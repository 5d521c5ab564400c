package dev.capstan.kustomize.merge;

import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.schema.MergeSchema;
import dev.capstan.kustomize.schema.SchemaSet;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges a patch into an object. Both trees are changed: the object becomes the result, and directives are taken out of the
 * patch, parts of which become parts of the object.
 */
public final class StrategicMerge {
    private final SchemaSet schemas;
    private final MergeObserver observer;
    private final Deque<String> way = new ArrayDeque<>();
    private Node object = Node.map();

    /** A merge by the given schemas, whose losses somebody learns of. */
    public StrategicMerge(SchemaSet schemas, MergeObserver observer) {
        this.schemas = schemas;
        this.observer = observer;
    }

    /** An element of the list that is being merged was lost. */
    void dropped(List<String> keys, Node element) {
        observer.dropped(object, List.copyOf(way), keys, element);
    }

    /**
     * Merges a patch into an object.
     *
     * @return whether the object still exists; false when the patch deletes it
     */
    public boolean merge(Node object, Node patch) {
        this.object = object;
        way.clear();
        return walk(object, patch, null) != null;
    }

    /** The merged value; null when the value is to be removed. */
    @Nullable Node walk(@Nullable Node old, @Nullable Node patch, @Nullable MergeSchema known) {
        Node first = Node.isMissingOrNull(old) ? patch : old;
        if (first == null || Node.isMissingOrNull(first)) {
            return walkMap(old, patch, known);
        }
        requireSameKind(first.kind(), old, patch);
        MergeSchema schema = known == null ? schemaOf(old, patch) : known;
        return switch (first.kind()) {
            case MAP -> walkMap(old, patch, schema);
            case SCALAR -> patch == null ? old : patch;
            case LIST -> {
                if (schema != null && schema.isMergingList()) {
                    yield new ListMerge(this, schema).merge(old, patch);
                }
                yield patch == null ? old : patch;
            }
        };
    }

    private static void requireSameKind(NodeKind kind, @Nullable Node old, @Nullable Node patch) {
        if (old != null) {
            Fields.require(old, kind);
        }
        if (patch != null) {
            Fields.require(patch, kind);
        }
    }

    private @Nullable MergeSchema schemaOf(@Nullable Node old, @Nullable Node patch) {
        MergeSchema schema = schemaOf(old);
        return schema == null ? schemaOf(patch) : schema;
    }

    private @Nullable MergeSchema schemaOf(@Nullable Node node) {
        if (node == null || !node.isMap()) {
            return null;
        }
        String apiVersion = node.getText("apiVersion");
        String kind = node.getText("kind");
        return apiVersion.isEmpty() || kind.isEmpty() ? null : schemas.of(Gvk.of(apiVersion, kind));
    }

    private @Nullable Node walkMap(@Nullable Node old, @Nullable Node patch, @Nullable MergeSchema schema) {
        Node target = targetOf(old, patch);
        if (target == null) {
            return null;
        }
        TreeSet<String> names = new TreeSet<>();
        addNames(target, names);
        addNames(patch, names);
        for (String name : names) {
            mergeField(target, patch, name, schema == null ? null : schema.field(name));
        }
        return target;
    }

    private void mergeField(Node target, @Nullable Node patch, String name, @Nullable MergeSchema schema) {
        Node old = target.get(name);
        Node added = patch == null ? null : patch.get(name);
        Node value;
        way.addLast(name);
        try {
            value = walk(old, added, schema);
        } catch (BuildFault fault) {
            throw fault.with(problem -> problem.inField(name));
        } finally {
            way.removeLast();
        }
        boolean isKeptNull = value != null && value == old && added == null && value.isNull();
        if (!isKeptNull) {
            YamlScalar key = keyOf(patch, name);
            Fields.set(target, name, value, key);
        }
    }

    private static YamlScalar keyOf(@Nullable Node patch, String name) {
        int at = patch == null ? -1 : patch.indexOf(name);
        return at < 0 || patch == null ? YamlScalar.ofString(name) : patch.key(at);
    }

    /** The map that the result grows in: the old one, or the patch when there is no old one or it is replaced. */
    private static @Nullable Node targetOf(@Nullable Node old, @Nullable Node patch) {
        if (Node.isMissingOrNull(old)) {
            if (patch == null) {
                boolean isExplicitNull = old != null && !old.text().isEmpty();
                return isExplicitNull ? old : null;
            }
            return Directive.take(patch) == Directive.DELETE ? null : patch;
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

    private static void addNames(@Nullable Node map, TreeSet<String> names) {
        if (map != null && map.isMap()) {
            for (int i = 0; i < map.size(); i++) {
                names.add(map.key(i).text());
            }
        }
    }
}
