package dev.capstan.kustomize.transform;

import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.node.Tag;
import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import java.util.List;

/** Puts a prefix before names, or a suffix after them. */
public final class AffixTransformer implements Transformer {
    /** Kinds whose names have a meaning of their own. */
    private static final List<Gvk> UNTOUCHED = List.of(
            Gvk.ofKind("CustomResourceDefinition"),
            new Gvk("apiregistration.k8s.io", "", "APIService"),
            Gvk.ofKind("Namespace"));

    private final String prefix;
    private final String suffix;
    private final FieldSpecs fields;

    private AffixTransformer(String prefix, String suffix, FieldSpecs fields) {
        this.prefix = prefix;
        this.suffix = suffix;
        this.fields = fields;
    }

    /** A transformer that puts a prefix before the fields. */
    public static AffixTransformer prefix(String prefix, FieldSpecs fields) {
        return new AffixTransformer(prefix, "", fields);
    }

    /** A transformer that puts a suffix after the fields. */
    public static AffixTransformer suffix(String suffix, FieldSpecs fields) {
        return new AffixTransformer("", suffix, fields);
    }

    @Override
    public void transform(ResourceList resources) {
        for (Resource resource : resources.all()) {
            Gvk original = resource.originalId().gvk();
            if (UNTOUCHED.stream().noneMatch(original::isSelectedBy)) {
                apply(resource, original);
            }
        }
        resources.identitiesChanged();
    }

    private void apply(Resource resource, Gvk original) {
        for (FieldSpec spec : fields.all()) {
            if (!original.isSelectedBy(spec.selector())) {
                continue;
            }
            if (spec.path().equals("metadata/name")) {
                resource.addPrefix(prefix);
                resource.addSuffix(suffix);
                if (!prefix.isEmpty() || !suffix.isEmpty()) {
                    resource.rememberId();
                }
            }
            FieldVisitor.creating(
                            spec,
                            NodeKind.SCALAR,
                            Tag.STRING,
                            field -> Fields.setScalar(field, Node.plain(prefix + field.text() + suffix)))
                    .visit(resource);
        }
    }
}
