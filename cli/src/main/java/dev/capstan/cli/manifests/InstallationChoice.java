package dev.capstan.cli.manifests;

import dev.capstan.cli.CommandFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What somebody wants to have in a cluster.
 *
 * @param controllers which ones, at least one
 * @param inOnePod those of them that share a pod; none when each has its own
 * @param storage where artifacts lie
 * @param storageClass of all volumes; empty for the default one of the cluster
 * @param isSingleTenant whether the lock-down of tenants is taken back
 * @param hasClusterReconciler whether there is an account that may do everything, for the Kustomization that keeps the cluster
 * @param namespace where the controllers run
 * @param images which images
 */
public record InstallationChoice(
        List<Controller> controllers,
        List<Controller> inOnePod,
        Storage storage,
        Optional<String> storageClass,
        boolean isSingleTenant,
        boolean hasClusterReconciler,
        String namespace,
        Images images) {

    /** The namespace that Flux's tools expect. */
    public static final String NAMESPACE = "flux-system";

    /**
     * Copies the lists.
     *
     * @throws CommandFailure with exit code 2 for a choice that cannot work
     */
    public InstallationChoice {
        controllers = List.copyOf(controllers);
        inOnePod = List.copyOf(inOnePod);
        refuseWhatCannotWork(controllers, inOnePod, storage);
    }

    /** Every controller in a pod of its own, as {@code k8s/all}. */
    public static InstallationChoice everything(Catalog catalog) {
        return new InstallationChoice(
                catalog.controllers(),
                List.of(),
                Storage.NONE,
                Optional.empty(),
                false,
                false,
                NAMESPACE,
                Images.of(catalog));
    }

    /** This one with these controllers, each in a pod of its own. */
    public InstallationChoice withControllers(List<Controller> others) {
        return new InstallationChoice(
                others, List.of(), storage, storageClass, isSingleTenant, hasClusterReconciler, namespace, images);
    }

    /** This one with these controllers in one pod. */
    public InstallationChoice withOnePod(List<Controller> sharing) {
        return new InstallationChoice(
                controllers, sharing, storage, storageClass, isSingleTenant, hasClusterReconciler, namespace, images);
    }

    /** This one with another place for artifacts. */
    public InstallationChoice withStorage(Storage other) {
        return new InstallationChoice(
                controllers, inOnePod, other, storageClass, isSingleTenant, hasClusterReconciler, namespace, images);
    }

    /** This one with another class for all volumes. */
    public InstallationChoice withStorageClass(Optional<String> other) {
        return new InstallationChoice(
                controllers, inOnePod, storage, other, isSingleTenant, hasClusterReconciler, namespace, images);
    }

    /** This one for users who trust each other, or for those who do not. */
    public InstallationChoice withSingleTenant(boolean isSingle) {
        return new InstallationChoice(
                controllers, inOnePod, storage, storageClass, isSingle, hasClusterReconciler, namespace, images);
    }

    /** This one with or without the account for the Kustomization that keeps the cluster. */
    public InstallationChoice withClusterReconciler(boolean hasAccount) {
        return new InstallationChoice(
                controllers, inOnePod, storage, storageClass, isSingleTenant, hasAccount, namespace, images);
    }

    /** This one in another namespace. */
    public InstallationChoice withNamespace(String other) {
        return new InstallationChoice(
                controllers, inOnePod, storage, storageClass, isSingleTenant, hasClusterReconciler, other, images);
    }

    /** This one with other images. */
    public InstallationChoice withImages(Images others) {
        return new InstallationChoice(
                controllers, inOnePod, storage, storageClass, isSingleTenant, hasClusterReconciler, namespace, others);
    }

    /** The controllers that have a pod of their own. */
    public List<Controller> apart() {
        return controllers.stream()
                .filter(controller -> !inOnePod.contains(controller))
                .toList();
    }

    /** Whether there is a NATS server: whatever runs apart speaks over it. */
    public boolean needsNats() {
        return !apart().isEmpty();
    }

    private static void refuseWhatCannotWork(List<Controller> controllers, List<Controller> inOnePod, Storage storage) {
        if (controllers.isEmpty()) {
            throw wrong("Nothing to install: name at least one component");
        }
        List<Controller> strangers = inOnePod.stream()
                .filter(controller -> !controllers.contains(controller))
                .toList();
        if (!strangers.isEmpty()) {
            throw wrong("%s cannot share the one pod: not among the components".formatted(names(strangers)));
        }
        boolean hasSources = controllers.stream().anyMatch(Controller::servesArtifacts);
        boolean areSourcesInside = inOnePod.stream().anyMatch(Controller::servesArtifacts);
        List<Controller> readersOutside = controllers.stream()
                .filter(Controller::readsArtifacts)
                .filter(controller -> !inOnePod.contains(controller))
                .toList();
        if (areSourcesInside && !readersOutside.isEmpty()) {
            throw wrong(
                    "%s reads the artifacts of source-controller, which the one pod keeps to itself: put it into the pod, or leave source-controller apart"
                            .formatted(names(readersOutside)));
        }
        if (storage != Storage.NONE && !hasSources) {
            throw wrong(
                    "Artifacts belong to source-controller, which is not among the components: leave out the storage");
        }
        if (storage == Storage.NATS && areSourcesInside) {
            throw wrong(
                    "Artifacts lie in NATS so that two pods of source-controller serve them; in the one pod take the storage 'volume'");
        }
    }

    private static String names(List<Controller> controllers) {
        return controllers.stream().map(Controller::name).collect(Collectors.joining(", "));
    }

    private static CommandFailure wrong(String message) {
        return new CommandFailure(message, 2);
    }
}
