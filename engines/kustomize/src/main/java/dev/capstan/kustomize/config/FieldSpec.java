package dev.capstan.kustomize.config;

import dev.capstan.kustomize.node.FieldPath;
import dev.capstan.kustomize.resource.Gvk;
import java.util.List;

/**
 * A field of some kinds of objects.
 *
 * @param selector the kinds
 * @param path the path, separated by slashes; {@code []} after a name says that it is a list
 * @param create whether the field is created where it is missing
 * @param parts the path, split
 */
public record FieldSpec(Gvk selector, String path, boolean create, List<String> parts) {
    /** A field of the kinds that the selector takes. */
    public FieldSpec(Gvk selector, String path, boolean create) {
        this(selector, path, create, FieldPath.split(path, '/'));
    }

    /** A field of every kind. */
    public static FieldSpec everywhere(String path, boolean create) {
        return new FieldSpec(Gvk.ANY, path, create);
    }

    /** Whether {@code other} adds nothing: it has the same path and selects what this already selects. */
    boolean covers(FieldSpec other) {
        return selector.isSelectedBy(other.selector) && path.equals(other.path);
    }
}
