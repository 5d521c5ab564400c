package dev.capstan.kustomize.transform;

import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.node.Tag;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import dev.capstan.kustomize.resource.ResourceList;
import java.util.List;

/** Sets the namespace of objects, and in the fields that hold one. */
public final class NamespaceTransformer implements Transformer {
    private static final FieldSpec METADATA_NAMESPACE = FieldSpec.everywhere("metadata/namespace", true);
    private static final String METADATA_NAME = "metadata/name";
    private static final String SUBJECTS_NAMESPACE = "subjects/namespace";

    /** Which subjects of role bindings get the namespace. */
    public enum Subjects {
        /** Those with the name {@code default}. */
        DEFAULT_ONLY,
        /** All service accounts. */
        ALL_SERVICE_ACCOUNTS,
        /** None. */
        NONE
    }

    private final String namespace;
    private final FieldSpecs fields;
    private final boolean unsetOnly;
    private final Subjects subjects;

    /**
     * A transformer.
     *
     * @param namespace the namespace; empty changes nothing
     * @param fields further fields that hold a namespace
     * @param unsetOnly whether a namespace that is there stays
     * @param subjects which subjects of role bindings change
     */
    public NamespaceTransformer(String namespace, FieldSpecs fields, boolean unsetOnly, Subjects subjects) {
        this.namespace = namespace;
        this.fields = fields;
        this.unsetOnly = unsetOnly;
        this.subjects = subjects;
    }

    @Override
    public void transform(ResourceList resources) {
        if (namespace.isEmpty()) {
            return;
        }
        for (Resource resource : resources.all()) {
            if (!resource.isGone()) {
                resource.rememberId();
                apply(resource);
            }
        }
        resources.identitiesChanged();
        resources.requireDistinct("the namespace " + namespace + " was set on both");
    }

    /** Sets the namespace on one object, without a note of its former identity. */
    public void apply(Resource resource) {
        ResourceId id = resource.id();
        boolean isBinding = isRoleBinding(id.gvk().kind());
        if (!id.clusterScoped()) {
            FieldVisitor.creating(METADATA_NAMESPACE, NodeKind.SCALAR, Tag.NONE, this::set)
                    .visit(resource);
        }
        if (isBinding) {
            changeSubjects(resource);
        }
        String apiVersion = resource.apiVersion();
        for (FieldSpec spec : fields.all()) {
            if (appliesTo(spec, apiVersion, isBinding)) {
                FieldVisitor.creating(spec, NodeKind.SCALAR, Tag.STRING, this::set)
                        .visit(resource);
            }
        }
    }

    private static boolean appliesTo(FieldSpec spec, String apiVersion, boolean isBinding) {
        return !spec.path().equals(METADATA_NAMESPACE.path())
                && (apiVersion.equals("v1") || !spec.path().equals(METADATA_NAME))
                && !(isBinding
                        && isRoleBinding(spec.selector().kind())
                        && spec.path().equals(SUBJECTS_NAMESPACE));
    }

    private void changeSubjects(Resource binding) {
        Node list = Fields.lookup(binding.root(), "subjects");
        if (subjects == Subjects.NONE || list == null || Node.isMissingOrNull(list)) {
            return;
        }
        Fields.require(list, NodeKind.LIST);
        for (Node subject : List.copyOf(list.children())) {
            Node field = Fields.get(subject, subjects == Subjects.DEFAULT_ONLY ? "name" : "kind");
            String wanted = subjects == Subjects.DEFAULT_ONLY ? "default" : "ServiceAccount";
            if (field != null && field.text().equals(wanted)) {
                Node own = Fields.lookupOrCreate(subject, NodeKind.SCALAR, "namespace");
                if (own != null) {
                    set(own);
                }
            }
        }
    }

    private void set(Node field) {
        if (unsetOnly && !field.isNull() && field.isScalar() && !field.text().isEmpty()) {
            return;
        }
        Fields.setScalar(field, Node.tagged(Tag.STRING, namespace));
    }

    private static boolean isRoleBinding(String kind) {
        return kind.equals("RoleBinding") || kind.equals("ClusterRoleBinding");
    }
}
