package dev.capstan.api.image;

import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.Categories;
import dev.capstan.api.schema.OldVersions;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Writes the images that policies chose into a Git repository. */
@Group(ImageRepository.GROUP)
@Version("v1")
@OldVersions({"v1beta2", "v1beta1"})
@Kind("ImageUpdateAutomation")
@Plural("imageupdateautomations")
@Singular("imageupdateautomation")
@ShortNames({"iua", "imgupd", "imgauto"})
@Categories({"all", "fluxcd", "fluxcd-images"})
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Status",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Last run",
        jsonPath = ".status.lastAutomationRunTime",
        type = Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class ImageUpdateAutomation extends ToolkitResource<ImageUpdateAutomationSpec, ImageUpdateAutomationStatus>
        implements Namespaced {}
