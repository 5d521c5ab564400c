package dev.capstan.cli.seal;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import java.util.Optional;

/** The namespace of the user's kubeconfig. A class of its own, so that the Kubernetes client is loaded only when it is needed. */
final class ContextNamespace {
    private ContextNamespace() {}

    /** Empty without a kubeconfig. */
    static Optional<String> of(ControllerLocation location) {
        try {
            return Optional.of(Kubernetes.namespace(location.kubeconfig().get()));
        } catch (CommandFailure noCluster) {
            return Optional.empty(); // sealing off-line needs no cluster
        }
    }
}
