package dev.capstan.cli.cluster;

import dev.capstan.api.argo.Application;
import dev.capstan.api.kind.ToolkitKind;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** The definitions of Argo CD's kinds, which Argo CD itself may have brought into a cluster: then they are its own. */
public final class ArgoDefinitions {

    private static final String COMPONENT = "app.kubernetes.io/component";

    private ArgoDefinitions() {}

    /** Whether a definition that a cluster has is one of Argo CD's kinds that nothing of ours has installed. */
    public static boolean isForeign(HasMetadata definition) {
        var labels = definition.getMetadata().getLabels();
        return definition.getMetadata().getName().endsWith("." + Application.GROUP)
                && !(labels != null && ToolkitKind.APPLICATION.controller().equals(labels.get(COMPONENT)));
    }
}
