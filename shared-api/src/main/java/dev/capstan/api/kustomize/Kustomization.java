package dev.capstan.api.kustomize;

import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.Categories;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A directory of an artifact that is built, applied and kept true. */
@Group(Kustomization.GROUP)
@Version("v1")
@Kind("Kustomization")
@Plural("kustomizations")
@Singular("kustomization")
@ShortNames("ks")
@Categories({"all", "fluxcd", "fluxcd-appliers"})
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Status",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = Type.STRING)
public class Kustomization extends ToolkitResource<KustomizationSpec, KustomizationStatus> implements Namespaced {
    /** The API group of Kustomizations. */
    public static final String GROUP = "kustomize.toolkit.fluxcd.io";
}
