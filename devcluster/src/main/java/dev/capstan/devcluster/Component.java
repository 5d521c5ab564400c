package dev.capstan.devcluster;

/** A part of a devcluster that runs in a process of its own and can be taken away. */
public enum Component {
    /** The database of the API server. */
    ETCD("etcd"),
    /** The Kubernetes API. */
    API_SERVER("kube-apiserver"),
    /** Deployments, Jobs, namespaces, garbage collection, service accounts. */
    CONTROLLER_MANAGER("kube-controller-manager"),
    /** The message server. */
    NATS("nats");

    private final String name;

    Component(String name) {
        this.name = name;
    }

    String wireName() {
        return name;
    }
}
