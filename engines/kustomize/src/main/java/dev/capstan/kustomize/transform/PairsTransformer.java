package dev.capstan.kustomize.transform;

import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.node.Tag;
import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sets labels or annotations: pairs in fields that hold maps. */
public final class PairsTransformer implements Transformer {
    private final Map<String, String> pairs;
    private final FieldSpecs fields;
    private final Place place;
    private final Map<Gvk, List<FieldSpec>> fieldsByKind = new HashMap<>();

    /**
     * A transformer.
     *
     * @param pairs what is set
     * @param fields the maps in which it is set
     * @param place where the pairs are configured
     */
    public PairsTransformer(Map<String, String> pairs, FieldSpecs fields, Place place) {
        this.pairs = new TreeMap<>(pairs);
        this.fields = fields;
        this.place = place;
    }

    @Override
    public void transform(ResourceList resources) {
        for (Resource resource : resources.all()) {
            pairs.forEach((key, value) -> set(resource, key, value));
        }
    }

    private List<FieldSpec> fieldsOf(Gvk kind) {
        return fields.all().stream()
                .filter(spec -> kind.isSelectedBy(spec.selector()))
                .toList();
    }

    /** One node serves all fields of an object: a later change through one of them shows in all. */
    private void set(Resource resource, String key, String value) {
        Node node = Node.tagged(Tag.STRING, value).from(place.file(), place.line(), place.column());
        for (FieldSpec spec : fieldsByKind.computeIfAbsent(resource.gvk(), this::fieldsOf)) {
            FieldVisitor.creating(spec, NodeKind.MAP, Tag.NONE, field -> Fields.set(field, key, node))
                    .visit(resource);
        }
    }
}
