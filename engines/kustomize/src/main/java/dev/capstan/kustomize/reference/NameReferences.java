package dev.capstan.kustomize.reference;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.config.NameReference;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.transform.FieldVisitor;
import dev.capstan.kustomize.transform.Transformer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes fields that name an object follow when the object has been renamed. Objects are found through an index of their former
 * names, so the work grows with the number of references and not with the number of pairs of objects.
 */
public final class NameReferences implements Transformer {
    /** A field of a kind, and the kinds that it names. */
    private record Field(Gvk target, FieldSpec spec) {}

    private final List<NameReference> references;
    private final Map<Gvk, List<Field>> fieldsByKind = new HashMap<>();

    /** A transformer for the configured references. */
    public NameReferences(List<NameReference> references) {
        this.references = references;
    }

    @Override
    public void transform(ResourceList resources) {
        Renamed renamed = new Renamed(resources);
        if (renamed.isEmpty()) {
            resources.all().forEach(Referrer::subjectNamespaces);
            return;
        }
        for (Resource resource : resources.all()) {
            follow(resource, renamed);
        }
    }

    private void follow(Resource resource, Renamed renamed) {
        List<Field> fields = fieldsByKind.computeIfAbsent(resource.originalId().gvk(), this::fieldsOf);
        if (!fields.isEmpty()) {
            Referrer referrer = new Referrer(resource, renamed);
            for (Field field : fields) {
                FieldVisitor.ofExisting(field.spec, node -> follow(node, field, referrer))
                        .visit(resource);
            }
        }
    }

    private List<Field> fieldsOf(Gvk kind) {
        List<Field> fields = new ArrayList<>();
        for (NameReference reference : references) {
            for (FieldSpec spec : reference.referrers().all()) {
                if (kind.isSelectedBy(spec.selector())) {
                    fields.add(new Field(reference.target(), new FieldSpec(Gvk.ANY, spec.path(), spec.create())));
                }
            }
        }
        return fields;
    }

    private static void follow(Node node, Field field, Referrer referrer) {
        if (node.isNull()) {
            return;
        }
        switch (node.kind()) {
            case SCALAR -> followName(node, field, referrer);
            case MAP -> followNameAndNamespace(node, field, referrer);
            case LIST -> {
                for (Node element : List.copyOf(node.children())) {
                    if (element.isList()) {
                        throw BuildFault.of(Code.REFERENCE_FAILED, "a list of references holds a list");
                    }
                    follow(element, field, referrer);
                }
            }
        }
    }

    private static void followName(Node name, Field field, Referrer referrer) {
        referrer.referral(name.text(), field.target(), field.spec().path()).ifPresent(referral -> {
            if (!referral.name().equals(name.text())) {
                Fields.setScalar(name, Node.plain(referral.name()));
            }
        });
    }

    private static void followNameAndNamespace(Node reference, Field field, Referrer referrer) {
        Node name = reference.get("name");
        if (name == null) {
            throw BuildFault.of(Code.REFERENCE_FAILED, "path config error; no 'name' field in the reference")
                    .with(problem -> problem.advise("Add the name, or correct the configured path."));
        }
        Node namespace = reference.get("namespace");
        referrer.referral(name.text(), namespace, field.target(), field.spec().path())
                .ifPresent(referral -> {
                    if (referral.name().equals(name.text())
                            && referral.namespace().isEmpty()) {
                        return;
                    }
                    Fields.require(reference, NodeKind.MAP);
                    Fields.set(reference, "name", Node.plain(referral.name()));
                    if (!referral.namespace().isEmpty()) {
                        Fields.set(reference, "namespace", Node.plain(referral.namespace()));
                    }
                });
    }
}
