package dev.capstan.devcluster;

import java.util.Map;
import java.util.function.BooleanSupplier;

/** What a cluster is started from when none was named that runs already. */
enum NewCluster {
    /** The programs of {@code KUBEBUILDER_ASSETS}. */
    ASSETS,
    /** The devcluster program, built where it is not ready. */
    DEVCLUSTER,
    /** K3s, because it was asked for: its failure is the end. */
    K3S,
    /** K3s, because devcluster would have to be built first; when it fails, devcluster is built after all. */
    K3S_ELSE_DEVCLUSTER;

    /**
     * Chooses; first match wins: what {@value Clusters#CHOICE} asks for, {@code KUBEBUILDER_ASSETS}, a devcluster program that is
     * ready, K3s where an engine answers, building devcluster.
     *
     * @param offersK3s whether who asks is content with K3s and can start it
     * @param isBuilt whether the devcluster program is ready
     * @param engineAnswers asked only where it matters
     */
    static NewCluster choose(
            Map<String, String> environment,
            boolean offersK3s,
            BooleanSupplier isBuilt,
            BooleanSupplier engineAnswers) {
        String asked = environment.getOrDefault(Clusters.CHOICE, "");
        if (asked.equals(Clusters.K3S)) {
            return K3S;
        }
        if (asked.equals(Clusters.DEVCLUSTER)) {
            return DEVCLUSTER;
        }
        if (environment.containsKey(Clusters.ASSETS)) {
            return ASSETS;
        }
        return offersK3s && !isBuilt.getAsBoolean() && engineAnswers.getAsBoolean() ? K3S_ELSE_DEVCLUSTER : DEVCLUSTER;
    }
}
