package dev.capstan.kustomize.transform;

import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.node.FieldPath;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.select.ObjectMatcher;
import dev.capstan.kustomize.select.ObjectSelector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Writes one value into fields of many objects, or into one segment of a path in a field. */
public final class ValueAddTransformer implements Transformer {
    /**
     * A field.
     *
     * @param selector the objects; all when empty
     * @param fieldPath path of the field with slashes
     * @param filePathPosition 1-based place of the new segment in the path that the field holds; 0 replaces the field
     */
    public record Target(Optional<ObjectSelector> selector, String fieldPath, int filePathPosition) {}

    private final String value;
    private final List<Target> targets;

    /** A transformer that writes the value into the targets. */
    public ValueAddTransformer(String value, List<Target> targets) {
        this.value = value;
        this.targets = List.copyOf(targets);
    }

    @Override
    public void transform(ResourceList resources) {
        for (Target target : targets) {
            List<Resource> selected = target.selector()
                    .map(selector -> new ObjectMatcher(selector).select(resources))
                    .orElseGet(() -> List.copyOf(resources.all()));
            for (Resource resource : selected) {
                apply(target, resource);
            }
        }
        resources.identitiesChanged();
    }

    private void apply(Target target, Resource resource) {
        if (target.fieldPath().equals("metadata/namespace")) {
            new NamespaceTransformer(value, FieldSpecs.NONE, false, NamespaceTransformer.Subjects.DEFAULT_ONLY)
                    .apply(resource);
            return;
        }
        Node field = Fields.lookupOrCreate(resource.root(), NodeKind.SCALAR, FieldPath.split(target.fieldPath(), '/'));
        if (field == null) {
            return;
        }
        Fields.require(field, NodeKind.SCALAR);
        String text =
                target.filePathPosition() > 0 ? insertSegment(field.text(), target.filePathPosition() - 1) : value;
        Fields.setScalar(field, Node.plain(text));
    }

    private String insertSegment(String path, int position) {
        List<String> segments = new ArrayList<>(Arrays.asList(path.split("/", -1)));
        boolean isAbsolute = path.startsWith("/");
        segments.removeIf(String::isEmpty);
        segments.add(Math.min(position, segments.size()), value);
        return (isAbsolute ? "/" : "") + String.join("/", segments);
    }
}
