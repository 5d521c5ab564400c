package dev.capstan.api.argo;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.capstan.api.meta.Lenient;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.PlainStatus;
import dev.capstan.api.schema.RequiredParts;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Manifests of one or several sources, and the cluster that they are kept equal with. */
@Group(Application.GROUP)
@Version("v1alpha1")
@Kind("Application")
@Plural("applications")
@Singular("application")
@ShortNames({"app", "apps"})
@RequiredParts("spec")
@PlainStatus
@AdditionalPrinterColumn(name = "Sync Status", jsonPath = ".status.sync.status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Health Status", jsonPath = ".status.health.status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".status.sync.revision", type = Type.STRING, priority = 10)
@AdditionalPrinterColumn(name = "Project", jsonPath = ".spec.project", type = Type.STRING, priority = 10)
public class Application extends ToolkitResource<ApplicationSpec, ApplicationStatus> implements Namespaced {
    /** The API group of Argo CD. */
    public static final String GROUP = "argoproj.io";

    private @Nullable Operation operation;

    /** The sync that is asked for and that nobody has taken up yet. */
    public @Nullable Operation getOperation() {
        return operation;
    }

    /** Asks for a sync, or for none. */
    @JsonDeserialize(using = Lenient.class)
    public void setOperation(@Nullable Operation operation) {
        this.operation = operation;
    }
}
