package dev.capstan.cli.rollout;

import dev.capstan.cli.inspection.ArgoCdCheck;
import dev.capstan.cli.inspection.ClusterVersion;
import dev.capstan.cli.inspection.Finding;
import dev.capstan.cli.inspection.OwnersCheck;
import dev.capstan.cli.inspection.RightsCheck;
import dev.capstan.cli.inspection.StorageCheck;
import dev.capstan.cli.manifests.InstallationChoice;
import dev.capstan.cli.manifests.Storage;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is looked at before anything is written. */
public final class Obstacles {

    private final KubernetesClient client;
    private final InstallationChoice choice;

    /** For one choice. */
    public Obstacles(KubernetesClient client, InstallationChoice choice) {
        this.client = client;
        this.choice = choice;
    }

    /**
     * All that was looked at, good or bad.
     *
     * @param isForGit whether the caller keeps the installation in Git itself
     */
    public List<Finding> findings(boolean isForGit) {
        List<Finding> findings = new ArrayList<>();
        findings.add(ClusterVersion.check(client.getKubernetesVersion().getGitVersion()));
        Finding rights = new RightsCheck(client, choice.namespace()).finding();
        findings.add(rights);
        if (rights.hasFailed()) {
            return List.copyOf(findings);
        }
        boolean unsealsSecrets = choice.controllers().stream()
                .anyMatch(controller -> controller.name().equals("secrets-controller"));
        findings.addAll(new OwnersCheck(client, choice.namespace()).findings(unsealsSecrets, isForGit));
        if (choice.controllers().stream()
                .anyMatch(controller -> controller.name().equals("application-controller"))) {
            new ArgoCdCheck(client).finding().ifPresent(findings::add);
        }
        if (choice.needsNats() || choice.storage() == Storage.VOLUME) {
            findings.add(new StorageCheck(client, choice.namespace()).classes(choice.storageClass()));
        }
        return List.copyOf(findings);
    }

    /** Volumes of a StatefulSet cannot be changed by an apply. */
    static Optional<Finding> volumes(KubernetesClient client, Collection<GenericKubernetesResource> objects) {
        return objects.stream()
                .filter(object -> object.getKind().equals("StatefulSet"))
                .filter(wanted -> {
                    GenericKubernetesResource present = client.resource(wanted).get();
                    return present != null && !volume(present).equals(volume(wanted));
                })
                .findFirst()
                .map(
                        set -> Finding.failed(
                                "StatefulSet " + set.getMetadata().getName(),
                                "its volume has another size or class than the new choice wants, and cannot change",
                                "Name the --storage-class of before. To move to another volume: docs/guides/operations.md, NATS."));
    }

    /** Its size and its class. */
    private static List<String> volume(GenericKubernetesResource set) {
        return List.of(
                String.valueOf((Object)
                        set.get("spec", "volumeClaimTemplates", 0, "spec", "resources", "requests", "storage")),
                String.valueOf((Object) set.get("spec", "volumeClaimTemplates", 0, "spec", "storageClassName")));
    }
}
