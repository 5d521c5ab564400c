package dev.capstan.kustomize.transform;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.ReplicaEntry;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.node.Tag;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import dev.capstan.kustomize.resource.ResourceList;
import java.util.ArrayList;
import java.util.List;

/** Sets the number of replicas of objects with a name. */
public final class ReplicaTransformer implements Transformer {
    private final ReplicaEntry entry;
    private final FieldSpecs fields;

    /** A transformer for one name. */
    public ReplicaTransformer(ReplicaEntry entry, FieldSpecs fields) {
        this.entry = entry;
        this.fields = fields;
    }

    @Override
    public void transform(ResourceList resources) {
        List<Resource> named = new ArrayList<>();
        for (Resource resource : resources.all()) {
            if (resource.allIds().stream().anyMatch(id -> id.name().equals(entry.name()))) {
                named.add(resource);
            }
        }
        boolean isFound = false;
        for (FieldSpec spec : fields.all()) {
            for (Resource resource : named) {
                if (isMeant(resource, spec)) {
                    isFound = true;
                    FieldVisitor.creating(spec, NodeKind.SCALAR, Tag.INT, this::set)
                            .visit(resource);
                }
            }
        }
        if (!isFound) {
            throw new BuildFault(entry.place()
                    .problem(
                            Code.TRANSFORMER_FAILED,
                            "no resource with name " + entry.name() + " has a number of replicas to set")
                    .advise("Correct the name; known kinds are "
                            + String.join(
                                    ", ",
                                    fields.all().stream()
                                            .map(spec -> spec.selector().kind())
                                            .distinct()
                                            .toList())
                            + "."));
        }
    }

    private boolean isMeant(Resource resource, FieldSpec spec) {
        for (ResourceId id : resource.allIds()) {
            if (id.name().equals(entry.name()) && id.gvk().isSelectedBy(spec.selector())) {
                return true;
            }
        }
        return false;
    }

    private void set(Node field) {
        Fields.setScalar(field, Node.tagged(Tag.INT, Long.toString(entry.count())));
    }
}
