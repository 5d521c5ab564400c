package dev.capstan.kustomization.run;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.Owner;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.prune.PruneBrake;
import dev.capstan.apply.prune.PruneRequest;
import dev.capstan.apply.stage.Stages;
import dev.capstan.kustomizationbuild.substitute.Strictness;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator of the controller decided for all Kustomizations.
 *
 * @param mayCrossNamespaces whether sources and dependencies may lie in other namespaces
 * @param mayUseExternalArtifacts whether sources of kind {@code ExternalArtifact} may be used
 * @param strictness what undeclared variables mean
 * @param failFast whether the first failed object ends a health check
 * @param overriddenManagers prefixes of further field managers whose fields are taken over
 * @param keepsRestarts whether the annotations by which people restart Pods are left to them
 * @param customStageKinds {@code group/Kind} of kinds that are applied before the rest
 * @param applyConcurrency how many requests of one Kustomization are under way at once
 * @param verifyEvery how long the knowledge of the watches is trusted before everything is sent to the API server again
 * @param brake what is not deleted, and how much not at once, unless somebody allows it
 * @param handOverPatience how long an object that left a set is kept for those who cannot say whether they build it
 */
public record RunOptions(
        boolean mayCrossNamespaces,
        boolean mayUseExternalArtifacts,
        Strictness strictness,
        boolean failFast,
        Set<String> overriddenManagers,
        boolean keepsRestarts,
        Set<String> customStageKinds,
        int applyConcurrency,
        Duration verifyEvery,
        PruneBrake brake,
        Duration handOverPatience) {

    /** How long an unavailable API server is asked again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Copies the sets. */
    public RunOptions {
        overriddenManagers = Set.copyOf(overriddenManagers);
        customStageKinds = Set.copyOf(customStageKinds);
    }

    /** The request to prune these objects of a Kustomization, however many they are. */
    public PruneRequest pruning(ObjectKey kustomization, Inventory stale) {
        return new PruneRequest(
                Owner.kustomization(kustomization.namespace(), kustomization.name()),
                stale,
                profile(),
                applyConcurrency,
                PATIENCE,
                brake.with(Optional.empty()),
                stale.size(),
                false);
    }

    /** How objects of Kustomizations are applied by these decisions. */
    public ApplyProfile profile() {
        return ApplyProfile.kustomize()
                .overriding(overriddenManagers)
                .keepingRestarts(keepsRestarts)
                .in(Stages.flux(customStageKinds));
    }
}
