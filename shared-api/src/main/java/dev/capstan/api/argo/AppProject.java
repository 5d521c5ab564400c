package dev.capstan.api.argo;

import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.PlainStatus;
import dev.capstan.api.schema.RequiredParts;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** What Applications that belong together may do. */
@Group(Application.GROUP)
@Version("v1alpha1")
@Kind("AppProject")
@Plural("appprojects")
@Singular("appproject")
@ShortNames({"appproj", "appprojs"})
@RequiredParts("spec")
@PlainStatus
public class AppProject extends ToolkitResource<AppProjectSpec, AppProjectStatus> implements Namespaced {}
