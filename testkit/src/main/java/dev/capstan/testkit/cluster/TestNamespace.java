package dev.capstan.testkit.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * A namespace that belongs to one test. It is deleted after the test, without waiting until it is gone.
 *
 * @param name the namespace's name, unique in the cluster
 * @param client an administrator's client
 */
public record TestNamespace(String name, KubernetesClient client) {

    /** Applies the block-style YAML or JSON document (one object) into this namespace, server-side, and returns what the server made of it. */
    public HasMetadata apply(String document) {
        HasMetadata object = client.resource(document).item();
        object.getMetadata().setNamespace(name);
        return client.resource(object).fieldManager("testkit").forceConflicts().serverSideApply();
    }

    @Override
    public String toString() {
        return name;
    }
}
