package dev.capstan.application.set.kube;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.set.ApplicationSet;
import dev.capstan.application.set.SetDeletion;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ClusterApi.FieldValidation;
import dev.capstan.apply.cluster.ClusterApi.WriteOptions;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;

/** Puts the finalizer on sets that need it: most go at once, and should not have one that somebody must take off. */
record SetFinalizer(ClusterApi api) {
    private static final ResourceType SET = new ResourceType(
            new ResourceKind(Application.GROUP, "v1alpha1", "ApplicationSet"), "applicationsets", true);
    private static final WriteOptions OPTIONS =
            new WriteOptions("argocd-applicationset-controller", false, FieldValidation.BY_SERVER);

    /** Whether the set has it. */
    boolean isOn(ApplicationSet set) {
        return set.hasFinalizer(SetDeletion.FINALIZER);
    }

    /** Puts it on; the answer says whether the set has it now. */
    ApiResult<ObjectNode> putOn(ApplicationSet set) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("resourceVersion", set.getMetadata().getResourceVersion());
        var finalizers = metadata.putArray("finalizers");
        set.getMetadata().getFinalizers().forEach(finalizers::add);
        finalizers.add(SetDeletion.FINALIZER);
        return api.mergePatch(
                new ObjectRef(SET, set.key().namespace(), set.key().name()), patch, OPTIONS);
    }
}
