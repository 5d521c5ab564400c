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

/** Makes artifacts out of those of other sources: splits one, or puts several together. Each result is an {@link ExternalArtifact}. */
@Group(ArtifactGenerator.GROUP)
@Version("v1beta1")
@Kind("ArtifactGenerator")
@Plural("artifactgenerators")
@Singular("artifactgenerator")
@ShortNames("ag")
@Categories({"all", "fluxcd", "fluxcd-sources"})
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Status",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = Type.STRING)
public class ArtifactGenerator extends ToolkitResource<ArtifactGeneratorSpec, ArtifactGeneratorStatus>
        implements Namespaced {
    /** The API group of what goes beyond sources. */
    public static final String GROUP = "source.extensions.fluxcd.io";

    /** The finalizer of this kind, which has its own. */
    public static final String FINALIZER = GROUP + "/finalizer";

    /** Annotation: {@code disabled}, in any case, suspends the object. */
    public static final String RECONCILE = GROUP + "/reconcile";

    /** Label of the objects that are made: the uid of the object that makes them. */
    public static final String GENERATOR_LABEL = GROUP + "/generator";
}
