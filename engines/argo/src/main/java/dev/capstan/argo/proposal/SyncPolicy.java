package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.object.Fields;

/**
 * What of an Application decides on when and how it is applied.
 *
 * @param isAutomated whether it is synced by itself
 * @param isSkipped whether nobody may reconcile it
 * @param isCascading whether its objects are deleted with it
 */
record SyncPolicy(
        boolean isAutomated,
        boolean prunes,
        boolean healsItself,
        boolean isSkipped,
        boolean isCascading,
        SyncOptions options) {
    private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";
    private static final String SKIP = "argocd.argoproj.io/skip-reconcile";

    static SyncPolicy of(JsonNode application) {
        JsonNode policy = application.path("spec").path("syncPolicy");
        JsonNode automated = policy.path("automated");
        boolean isAutomated = automated.isObject() && automated.path("enabled").asBoolean(true);
        JsonNode metadata = application.path("metadata");
        return new SyncPolicy(
                isAutomated,
                Fields.isTrue(automated, "prune"),
                isAutomated && Fields.isTrue(automated, "selfHeal"),
                Fields.entries(metadata, "annotations").getOrDefault(SKIP, "").equals("true"),
                Fields.texts(metadata, "finalizers").stream().anyMatch(one -> one.startsWith(FINALIZER)),
                new SyncOptions(Fields.texts(policy, "syncOptions")));
    }

    /** Whether what takes its place is left alone at first. */
    boolean isSuspended() {
        return !isAutomated || isSkipped;
    }
}
