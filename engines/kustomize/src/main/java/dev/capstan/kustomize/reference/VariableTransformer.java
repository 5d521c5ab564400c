package dev.capstan.kustomize.reference;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.VarEntry;
import dev.capstan.kustomize.node.FieldPath;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.transform.FieldVisitor;
import dev.capstan.kustomize.transform.Transformer;
import dev.capstan.yaml.ScalarKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replaces {@code $(NAME)} by the values of variables, in the fields where that is done. */
public final class VariableTransformer implements Transformer {
    private final VariableSet variables;
    private final FieldSpecs fields;

    /** A transformer for the variables of a build. */
    public VariableTransformer(VariableSet variables, FieldSpecs fields) {
        this.variables = variables;
        this.fields = fields;
    }

    @Override
    public void transform(ResourceList resources) {
        if (variables.all().isEmpty()) {
            return;
        }
        ReferenceExpander expansion = new ReferenceExpander(values(resources));
        for (Resource resource : resources.all()) {
            for (FieldSpec spec : fields.all()) {
                FieldVisitor.ofExisting(spec, node -> expand(node, expansion)).visit(resource);
            }
        }
    }

    private Map<String, ReferenceExpander.Value> values(ResourceList resources) {
        Map<String, Resource> holders = new HashMap<>();
        for (Resource resource : resources.all()) {
            resource.variables().forEach(name -> holders.putIfAbsent(name, resource));
        }
        Map<String, ReferenceExpander.Value> values = new HashMap<>();
        for (VarEntry entry : variables.all()) {
            Resource holder = holders.get(entry.name());
            if (holder == null) {
                throw new BuildFault(entry.place()
                        .problem(
                                Code.REFERENCE_FAILED,
                                "var '" + entry.name()
                                        + "' cannot be mapped to a field in the set of known resources: there is no "
                                        + entry.gvk() + " " + entry.objectName())
                        .advise("Correct objref, or add the object."));
            }
            Node field = Fields.lookup(holder.root(), path(entry.fieldPath()));
            if (field == null) {
                throw new BuildFault(entry.place()
                        .problem(
                                Code.REFERENCE_FAILED,
                                "the field " + entry.fieldPath() + " specified in var '" + entry.name()
                                        + "' was not found in corresponding resource " + holder.words())
                        .advise("Correct fieldref.fieldPath."));
            }
            values.put(entry.name(), value(field));
        }
        return values;
    }

    private static ReferenceExpander.Value value(Node field) {
        if (!field.isScalar()) {
            return ReferenceExpander.Value.UNUSABLE;
        }
        ScalarKind kind = switch (field.tag()) {
            case INT -> ScalarKind.INT;
            case FLOAT -> ScalarKind.FLOAT;
            case BOOL -> ScalarKind.BOOL;
            default -> ScalarKind.STRING;
        };
        return new ReferenceExpander.Value(field.text(), kind, true);
    }

    /** {@code a[0].b} means the same as {@code a.0.b}. */
    private static List<String> path(String fieldPath) {
        List<String> parts = new ArrayList<>();
        for (String part : FieldPath.splitWithBrackets(fieldPath, '.')) {
            int open = part.lastIndexOf('[');
            boolean isIndexed =
                    open >= 0 && part.endsWith("]") && FieldPath.isIndex(part.substring(open + 1, part.length() - 1));
            if (!isIndexed) {
                parts.add(part);
                continue;
            }
            if (open > 0) {
                parts.add(part.substring(0, open));
            }
            parts.add(part.substring(open + 1, part.length() - 1));
        }
        return parts;
    }

    private static void expand(Node node, ReferenceExpander expansion) {
        if (node.isNull()) {
            return;
        }
        switch (node.kind()) {
            case SCALAR -> expandScalar(node, expansion);
            case MAP -> node.children().forEach(value -> expandScalar(value, expansion));
            case LIST -> {
                for (Node item : node.children()) {
                    if (!item.isStringLike()) {
                        throw BuildFault.of(
                                Code.REFERENCE_FAILED,
                                "invalid value type expect a string: variables are only replaced in lists of texts");
                    }
                    expandScalar(item, expansion);
                }
            }
        }
    }

    private static void expandScalar(Node scalar, ReferenceExpander expansion) {
        if (scalar.isStringLike()) {
            expansion.apply(scalar);
        }
    }
}
