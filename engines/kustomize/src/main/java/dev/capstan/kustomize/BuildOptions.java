package dev.capstan.kustomize;

import java.util.Optional;

/**
 * How to build. Start from {@link #defaults()} and change what differs.
 *
 * @param order order of the objects; {@code sortOptions} in the kustomization file wins over it
 * @param loadRestriction which files a kustomization may read
 * @param addManagedByLabel whether every object gets the label {@code app.kubernetes.io/managed-by}
 * @param version what that label shows after {@code kustomize-}
 * @param remoteBases what to do with a base that lies in a remote repository
 * @param originAnnotations whether objects get origin annotations, in addition to what {@code buildMetadata} says
 * @param limits what a build may use at most
 */
public record BuildOptions(
        ObjectOrder order,
        LoadRestriction loadRestriction,
        boolean addManagedByLabel,
        String version,
        RemoteBases remoteBases,
        boolean originAnnotations,
        BuildLimits limits) {

    /** Order of the objects in the result. */
    public enum ObjectOrder {
        /** The default of the {@code kustomize build} command, which is {@link #LEGACY}. */
        UNSPECIFIED,
        /** The fixed order by kind: namespaces, definitions, … first, webhooks last. */
        LEGACY,
        /** The order in which they are read, depth first. */
        NONE
    }

    /** Which files a kustomization may read. Files outside the tree can never be read. */
    public enum LoadRestriction {
        /** Files in or below the folder of the kustomization that names them; folders may lie anywhere in the tree. */
        ROOT_ONLY,
        /** Any file of the tree. */
        NONE
    }

    /** What {@code kustomize build} does without options, with remote bases refused. */
    public static BuildOptions defaults() {
        return new BuildOptions(
                ObjectOrder.UNSPECIFIED,
                LoadRestriction.ROOT_ONLY,
                false,
                "v5.8.1",
                RemoteBases.forbidden(),
                false,
                BuildLimits.defaults());
    }

    /** These options with another order. */
    public BuildOptions withOrder(ObjectOrder newOrder) {
        return new BuildOptions(
                newOrder, loadRestriction, addManagedByLabel, version, remoteBases, originAnnotations, limits);
    }

    /** These options with another load restriction. */
    public BuildOptions withLoadRestriction(LoadRestriction newRestriction) {
        return new BuildOptions(
                order, newRestriction, addManagedByLabel, version, remoteBases, originAnnotations, limits);
    }

    /** These options with the managed-by label, showing the given version; without it when empty. */
    public BuildOptions withManagedByLabel(Optional<String> newVersion) {
        return new BuildOptions(
                order,
                loadRestriction,
                newVersion.isPresent(),
                newVersion.orElse(version),
                remoteBases,
                originAnnotations,
                limits);
    }

    /** These options with another way to get remote bases. */
    public BuildOptions withRemoteBases(RemoteBases newRemoteBases) {
        return new BuildOptions(
                order, loadRestriction, addManagedByLabel, version, newRemoteBases, originAnnotations, limits);
    }

    /** These options with origin annotations on or off. */
    public BuildOptions withOriginAnnotations(boolean newOriginAnnotations) {
        return new BuildOptions(
                order, loadRestriction, addManagedByLabel, version, remoteBases, newOriginAnnotations, limits);
    }

    /** These options with other limits. */
    public BuildOptions withLimits(BuildLimits newLimits) {
        return new BuildOptions(
                order, loadRestriction, addManagedByLabel, version, remoteBases, originAnnotations, newLimits);
    }
}
