package dev.capstan.api.helm;

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

/** A release of a Helm chart that is installed, upgraded and kept true. */
@Group(HelmRelease.GROUP)
@Version("v2")
@Kind("HelmRelease")
@Plural("helmreleases")
@Singular("helmrelease")
@ShortNames("hr")
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
public class HelmRelease extends ToolkitResource<HelmReleaseSpec, HelmReleaseStatus> implements Namespaced {
    /** The API group of HelmReleases. */
    public static final String GROUP = "helm.toolkit.fluxcd.io";
}
