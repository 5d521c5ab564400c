package dev.capstan.devcluster;

/** What becomes of Pods in a devcluster. */
public enum NodeKind {
    /** Pods are played: they become ready, and no container runs. Needs no rights. */
    SIMULATED("simulated"),
    /** Pods run, on one node with a kubelet, containerd and a registry. Needs root on Linux, see {@link RealNode}. */
    REAL("real");

    private final String name;

    NodeKind(String name) {
        this.name = name;
    }

    String wireName() {
        return name;
    }
}
