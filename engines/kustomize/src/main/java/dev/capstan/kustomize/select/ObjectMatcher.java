package dev.capstan.kustomize.select;

import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import dev.capstan.kustomize.resource.ResourceList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An {@link ObjectSelector} ready to match. */
public final class ObjectMatcher {
    private final @Nullable LinearPattern group;
    private final @Nullable LinearPattern version;
    private final @Nullable LinearPattern kind;
    private final @Nullable LinearPattern name;
    private final @Nullable LinearPattern namespace;
    private final LabelSelector labels;
    private final LabelSelector annotations;

    /** Compiles the selector; fails when one of its patterns is not valid. */
    public ObjectMatcher(ObjectSelector selector) {
        group = pattern(selector.gvk().group());
        version = pattern(selector.gvk().version());
        kind = pattern(selector.gvk().kind());
        name = pattern(selector.name());
        namespace = pattern(selector.namespace());
        labels = LabelSelector.parse(selector.labelSelector());
        annotations = LabelSelector.parse(selector.annotationSelector());
    }

    /** The objects that the selector means, by their first or present name and namespace, in order. */
    public List<Resource> select(ResourceList resources) {
        List<Resource> selected = new ArrayList<>();
        for (Resource resource : resources.all()) {
            ResourceId now = resource.id();
            ResourceId first = resource.originalId();
            if (matchesNamespace(first.effectiveNamespace(), now.effectiveNamespace())
                    && (matches(name, first.name()) || matches(name, now.name()))
                    && matchesGvk(now.gvk())
                    && matchesLabelsAndAnnotations(resource)) {
                selected.add(resource);
            }
        }
        return selected;
    }

    /** Whether type, name and the namespace as written fit. */
    public boolean matchesId(ResourceId id) {
        return matchesGvk(id.gvk()) && matches(name, id.name()) && matches(namespace, id.namespace());
    }

    /** Whether labels and annotations fit. */
    public boolean matchesLabelsAndAnnotations(Resource resource) {
        return (labels.isEmpty() || labels.matches(resource.labels()))
                && (annotations.isEmpty() || annotations.matches(resource.annotations()));
    }

    private boolean matchesNamespace(String first, String now) {
        return matches(namespace, first) || matches(namespace, now);
    }

    private boolean matchesGvk(Gvk gvk) {
        return matches(group, gvk.group()) && matches(version, gvk.version()) && matches(kind, gvk.kind());
    }

    private static boolean matches(@Nullable LinearPattern pattern, String text) {
        return pattern == null || pattern.matches(text);
    }

    private static @Nullable LinearPattern pattern(String expression) {
        return expression.isEmpty() ? null : LinearPattern.compileWhole(expression);
    }
}
