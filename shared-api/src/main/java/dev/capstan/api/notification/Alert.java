package dev.capstan.api.notification;

import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.Categories;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Chooses events and sends them to a {@link Provider}. */
@Group(Provider.GROUP)
@Version("v1beta3")
@Kind("Alert")
@Plural("alerts")
@Singular("alert")
@Categories({"all", "fluxcd", "fluxcd-notifications"})
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class Alert extends ToolkitResource<AlertSpec, Void> implements Namespaced {}
