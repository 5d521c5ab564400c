package dev.capstan.cli;

import dev.capstan.devcluster.ClusterException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** Failures that are not bugs, in words. A class of its own, so that the Kubernetes client is loaded only when something failed. */
public final class ForeseenFailures {

    private ForeseenFailures() {}

    /** What went wrong, in words; empty for a bug. */
    public static Optional<String> message(Exception failure) {
        return switch (failure) {
            case CommandFailure foreseen -> Optional.ofNullable(foreseen.getMessage());
            case ClusterException noCluster -> Optional.ofNullable(noCluster.getMessage());
            case KubernetesClientException api ->
                Optional.of("The API server refused or did not answer: " + api.getMessage());
            default -> Optional.empty();
        };
    }
}
