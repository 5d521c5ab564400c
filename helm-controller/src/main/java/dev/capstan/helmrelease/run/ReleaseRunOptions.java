package dev.capstan.helmrelease.run;

/**
 * What the operator of the controller decided for all HelmReleases.
 *
 * @param mayCrossNamespaces whether charts and dependencies may lie in other namespaces
 * @param mayUseExternalArtifacts whether sources of kind {@code ExternalArtifact} may be used
 * @param retriesByDefault whether a spec that names no strategy asks to try again and undo nothing
 * @param tracksDigests whether the digest of a chart of a registry becomes part of its version
 */
public record ReleaseRunOptions(
        boolean mayCrossNamespaces, boolean mayUseExternalArtifacts, boolean retriesByDefault, boolean tracksDigests) {}
