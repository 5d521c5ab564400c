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
    NATS("nats"),
    /** Runs the Pods of a real node. */
    KUBELET("kubelet"),
    /** Finds nodes for Pods; only beside a real node, as all that follow. */
    SCHEDULER("kube-scheduler"),
    /** Leads traffic for Services to Pods. */
    PROXY("kube-proxy"),
    /** Resolves the names of Services. */
    DNS("coredns"),
    /** Runs the containers, which live on without it. */
    CONTAINERD("containerd"),
    /** The registry that images are pulled from. */
    REGISTRY("registry");

    private final String name;

    Component(String name) {
        this.name = name;
    }

    String wireName() {
        return name;
    }
}
