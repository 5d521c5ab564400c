package dev.capstan.cli.cluster;

import java.nio.file.Path;

/**
 * A cluster that a command of this user works on right now.
 *
 * @param name what people choose it by: that of the objects of {@code up}, or {@code demo}; no two have the same
 * @param command {@code up} or {@code demo}
 * @param process the command's process
 * @param kubeconfig reaches the cluster
 * @param isEmbedded whether the command started the cluster, so that it ends with it
 */
public record RunningCluster(String name, String command, long process, Path kubeconfig, boolean isEmbedded) {

    /** One line for people who have to choose. */
    public String describe() {
        return "%s (capstan %s, process %d, %s)"
                .formatted(
                        name, command, process, isEmbedded ? "a cluster of its own" : "the cluster of " + kubeconfig);
    }
}
