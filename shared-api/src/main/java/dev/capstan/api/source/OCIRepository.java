package dev.capstan.api.source;

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

/** A repository of an OCI registry, one layer of which is offered to the cluster as an artifact. */
@Group(GitRepository.GROUP)
@Version("v1")
@Kind("OCIRepository")
@Plural("ocirepositories")
@Singular("ocirepository")
@ShortNames("ocirepo")
@Categories({"all", "fluxcd", "fluxcd-sources"})
@AdditionalPrinterColumn(name = "URL", jsonPath = ".spec.url", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Status",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class OCIRepository extends ToolkitResource<OCIRepositorySpec, OCIRepositoryStatus> implements Namespaced {}
