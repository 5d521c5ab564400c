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

/** A rule for which tag of an {@link ImageRepository} is the latest. */
@Group(ImageRepository.GROUP)
@Version("v1")
@OldVersions({"v1beta2", "v1beta1"})
@Kind("ImagePolicy")
@Plural("imagepolicies")
@Singular("imagepolicy")
@ShortNames({"imgpol", "imagepol"})
@Categories({"all", "fluxcd", "fluxcd-images"})
@AdditionalPrinterColumn(name = "Image", jsonPath = ".status.latestRef.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Tag", jsonPath = ".status.latestRef.tag", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Status",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class ImagePolicy extends ToolkitResource<ImagePolicySpec, ImagePolicyStatus> implements Namespaced {}
