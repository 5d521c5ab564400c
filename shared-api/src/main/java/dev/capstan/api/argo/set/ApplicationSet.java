package dev.capstan.api.argo.set;

import dev.capstan.api.argo.Application;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.RequiredParts;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Applications that are made from a template and the results of generators. */
@Group(Application.GROUP)
@Version("v1alpha1")
@Kind("ApplicationSet")
@Plural("applicationsets")
@Singular("applicationset")
@ShortNames({"appset", "appsets"})
@RequiredParts("spec")
public class ApplicationSet extends ToolkitResource<ApplicationSetSpec, ApplicationSetStatus> implements Namespaced {}
