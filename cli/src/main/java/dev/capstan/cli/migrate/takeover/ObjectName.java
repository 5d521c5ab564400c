package dev.capstan.cli.migrate.takeover;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/**
 * An object of the cluster, as a journal names it.
 *
 * @param apiVersion its API version
 * @param kind its kind
 * @param namespace its namespace; empty for an object of the cluster
 * @param name its name
 */
public record ObjectName(String apiVersion, String kind, String namespace, String name) {

    static ObjectName of(HasMetadata object) {
        return new ObjectName(
                object.getApiVersion(),
                object.getKind(),
                Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
                object.getMetadata().getName());
    }

    boolean isDefinition() {
        return kind.equals("CustomResourceDefinition");
    }

    /** Kind, namespace and name. */
    public String display() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
