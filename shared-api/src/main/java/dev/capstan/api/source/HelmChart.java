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

/** A Helm chart out of a repository, a Git repository or a bucket, offered to the cluster as an artifact. */
@Group(GitRepository.GROUP)
@Version("v1")
@Kind("HelmChart")
@Plural("helmcharts")
@Singular("helmchart")
@ShortNames("hc")
@Categories({"all", "fluxcd", "fluxcd-sources"})
@AdditionalPrinterColumn(name = "Chart", jsonPath = ".spec.chart", type = Type.STRING)
@AdditionalPrinterColumn(name = "Version", jsonPath = ".spec.version", type = Type.STRING)
@AdditionalPrinterColumn(name = "Source Kind", jsonPath = ".spec.sourceRef.kind", type = Type.STRING)
@AdditionalPrinterColumn(name = "Source Name", jsonPath = ".spec.sourceRef.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Status",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = Type.STRING)
public class HelmChart extends ToolkitResource<HelmChartSpec, HelmChartStatus> implements Namespaced {}
