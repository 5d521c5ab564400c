package dev.capstan.kustomize.transform;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.node.Tag;
import dev.capstan.kustomize.resource.Resource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the fields that a {@link FieldSpec} means, through all lists on the way, and creates them where that is asked for. */
public final class FieldVisitor {
    private final FieldSpec spec;
    private final @Nullable NodeKind created;
    private final Tag createdTag;
    private final Consumer<Node> action;

    private FieldVisitor(FieldSpec spec, @Nullable NodeKind created, Tag createdTag, Consumer<Node> action) {
        this.spec = spec;
        this.created = created;
        this.createdTag = createdTag;
        this.action = action;
    }

    /** A visitor of existing fields. */
    public static FieldVisitor ofExisting(FieldSpec spec, Consumer<Node> action) {
        return new FieldVisitor(spec, null, Tag.NONE, action);
    }

    /** A visitor that creates missing fields of the kind, where the spec says so. */
    public static FieldVisitor creating(FieldSpec spec, NodeKind created, Tag createdTag, Consumer<Node> action) {
        return new FieldVisitor(spec, created, createdTag, action);
    }

    /** Visits the fields of an object, when the spec selects its kind. */
    public void visit(Resource resource) {
        if (!resource.gvk().isSelectedBy(spec.selector())) {
            return;
        }
        try {
            step(resource.root(), 0);
        } catch (BuildFault fault) {
            throw fault.with(problem -> problem.inField(spec.path())
                    .onObject(resource.words())
                    .at(resource.origin().file(), resource.origin().line(), 0));
        }
    }

    private void step(Node node, int depth) {
        List<String> parts = spec.parts();
        if (depth == parts.size()) {
            action.accept(node);
        } else if (node.isNull()) {
            return;
        } else if (node.isMap()) {
            enterField(node, depth);
        } else if (node.isList()) {
            for (int i = 0; i < node.size(); i++) {
                step(node.child(i), depth);
            }
        } else {
            throw BuildFault.of(
                    Code.TRANSFORMER_FAILED,
                    "expected a map or a list above " + parts.get(depth) + ", found \"" + node.text() + "\"");
        }
    }

    private void enterField(Node map, int depth) {
        String part = spec.parts().get(depth);
        boolean isList = part.endsWith("[]");
        String name = isList ? part.substring(0, part.length() - 2) : part;
        if (name.isEmpty()) {
            throw BuildFault.of(Code.TRANSFORMER_FAILED, "cannot set or create an empty field name");
        }
        boolean isLast = depth == spec.parts().size() - 1;
        boolean creates = spec.create() && created != null && !isList;
        NodeKind kind = isList ? NodeKind.LIST : isLast && created != null ? created : NodeKind.MAP;
        Node field = creates ? Fields.lookupOrCreate(map, kind, name) : Fields.lookup(map, name);
        if (field == null) {
            return;
        }
        if (field.isNull() && (creates || isList)) {
            field.reshape(kind, isLast && creates ? createdTag : Tag.NONE);
        }
        step(field, depth + 1);
    }
}
