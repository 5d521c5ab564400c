package dev.capstan.api.sealedsecret;

import dev.capstan.api.meta.ToolkitResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A Secret whose values only this cluster can read, so that it may lie in Git. */
@Group(SealedSecret.GROUP)
@Version("v1alpha1")
@Kind("SealedSecret")
@Plural("sealedsecrets")
@Singular("sealedsecret")
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.conditions[0].message", type = Type.STRING)
@AdditionalPrinterColumn(name = "Synced", jsonPath = ".status.conditions[0].status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class SealedSecret extends ToolkitResource<SealedSecretSpec, SealedSecretStatus> implements Namespaced {
    /** The API group. */
    public static final String GROUP = "bitnami.com";

    /** Annotation: {@code disabled}, in any case, leaves the object and its Secret alone. */
    public static final String RECONCILE = "capstan.dev/reconcile";

    private static final String DISABLED = "disabled";

    /** Whether a SealedSecret with this metadata is to be left alone. */
    public static boolean isSuspended(ObjectMeta metadata) {
        return metadata.getAnnotations() != null
                && DISABLED.equalsIgnoreCase(metadata.getAnnotations().get(RECONCILE));
    }
}
