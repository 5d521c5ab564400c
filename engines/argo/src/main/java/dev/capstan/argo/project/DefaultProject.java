package dev.capstan.argo.project;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The project of Applications that name none. It is made where it is missing, and permits everything. */
public final class DefaultProject {
    private DefaultProject() {}

    /** The object, as it is made in the namespace of the control plane. */
    public static ObjectNode object(String controlPlane) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "argoproj.io/v1alpha1").put("kind", "AppProject");
        object.putObject("metadata").put("name", AppProject.DEFAULT).put("namespace", controlPlane);
        ObjectNode spec = object.putObject("spec");
        spec.putArray("sourceRepos").add("*");
        spec.putArray("destinations").addObject().put("server", "*").put("namespace", "*");
        spec.putArray("clusterResourceWhitelist").addObject().put("group", "*").put("kind", "*");
        return object;
    }
}
