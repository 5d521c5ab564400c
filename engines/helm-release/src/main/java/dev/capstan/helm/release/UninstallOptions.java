package dev.capstan.helm.release;

import dev.capstan.apply.cluster.ClusterApi.Propagation;

/**
 * How a release is uninstalled.
 *
 * @param waiting how it waits; whether it waits until objects are gone
 * @param propagation what happens to what belongs to the objects
 * @param keepsHistory whether the records stay
 * @param description what the record says when it is done; empty for Helm's words
 */
public record UninstallOptions(WaitOptions waiting, Propagation propagation, boolean keepsHistory, String description) {

    /** What Flux does when it is told nothing else. */
    public static UninstallOptions of(WaitOptions waiting) {
        return new UninstallOptions(waiting, Propagation.BACKGROUND, false, "");
    }
}
