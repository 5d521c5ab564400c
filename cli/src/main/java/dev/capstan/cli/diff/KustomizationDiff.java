package dev.capstan.cli.diff;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.apply.FieldIgnoreRule;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.kustomization.BuildFiles;
import dev.capstan.cli.kustomization.KustomizationBuild;
import dev.capstan.cli.kustomization.LiveKustomization;
import dev.capstan.cli.terminal.SlowNotice;
import dev.capstan.kustomizationbuild.ignore.FieldIgnoreRules;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What would change if a Kustomization applied other files, or the same again. */
public final class KustomizationDiff {

    private final Path kubeconfig;

    KustomizationDiff(Path kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    /**
     * Which files, and with whose rights they are tried.
     *
     * @param folder a folder of this disk; empty for the repository
     * @param revision a revision of the repository; empty for the one that the source offers
     * @param hasOwnRights whether the rights of the user are used in place of those of the Kustomization
     */
    record Wanted(Optional<Path> folder, Optional<String> revision, boolean hasOwnRights) {}

    /**
     * The differences.
     *
     * @param changes what would happen, one entry per object
     * @param notices what people should know
     */
    public record Difference(List<ObjectChange> changes, List<String> notices) {
        /** Copies the lists. */
        public Difference {
            changes = List.copyOf(changes);
            notices = List.copyOf(notices);
        }
    }

    /** @throws CommandFailure when it cannot be told */
    Difference of(Optional<String> namespace, String name, Wanted wanted) throws IOException {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            var objects = new ToolkitObjects(client, namespace);
            LiveKustomization kustomization = LiveKustomization.find(objects, name);
            if (kustomization.spec().kubeConfig() != null) {
                throw new CommandFailure("%s applies to another cluster (spec.kubeConfig), which is not asked from here"
                        .formatted(kustomization.object().title()));
            }
            try (SlowNotice _ = SlowNotice.over(
                            "comparing " + kustomization.object().title());
                    BuildFiles files = files(client, objects, kustomization, wanted)) {
                KustomizationBuild.Built built = new KustomizationBuild(client).of(kustomization, files);
                ClusterApi api = Fabric8ClusterApi.of(client);
                return compare(
                        api, new ResourceCatalog(api, Clock.systemUTC()), kustomization, built, wanted.hasOwnRights());
            }
        }
    }

    private static BuildFiles files(
            KubernetesClient client, ToolkitObjects objects, LiveKustomization kustomization, Wanted wanted)
            throws IOException {
        return wanted.folder().isPresent()
                ? BuildFiles.local(kustomization, wanted.folder().get())
                : BuildFiles.ofSource(client, kustomization, kustomization.source(objects), wanted.revision());
    }

    /**
     * What an apply of what was built would change.
     *
     * @param own the cluster, with the rights of the user
     * @param hasOwnRights whether these are used in place of those of the Kustomization
     * @throws CommandFailure when it cannot be told
     */
    public static Difference compare(
            ClusterApi own,
            ResourceCatalog catalog,
            LiveKustomization kustomization,
            KustomizationBuild.Built built,
            boolean hasOwnRights) {
        KustomizationSpec spec = kustomization.spec();
        String account = Optional.ofNullable(spec.serviceAccountName()).orElse("");
        ClusterApi api = account.isEmpty() || hasOwnRights
                ? own
                : own.impersonating("system:serviceaccount:%s:%s"
                        .formatted(kustomization.object().namespace(), account));
        var comparison =
                new OwnedComparison(api, catalog, kustomization.owner(), spec.force(), rules(spec), built.shown());
        List<ObjectChange> changes = new ArrayList<>(comparison.applying(built.manifests()));
        if (spec.prune()) {
            List<RecordedObject> inventory = inventory(kustomization).stream()
                    .filter(recorded -> !built.leftOut().contains(recorded.id()))
                    .toList();
            changes.addAll(comparison.pruning(inventory, built.manifests()));
        }
        return new Difference(changes, built.notices());
    }

    private static List<FieldIgnoreRule> rules(KustomizationSpec spec) {
        return switch (FieldIgnoreRules.of(spec.ignore(), "spec.ignore")) {
            case FieldIgnoreRules.Reading.Usable(var rules) -> rules;
            case FieldIgnoreRules.Reading.Unusable(var message) -> throw new CommandFailure(message);
        };
    }

    private static List<RecordedObject> inventory(LiveKustomization kustomization) {
        return kustomization.object().field("status", "inventory", "entries") instanceof List<?> entries
                ? entries.stream()
                        .filter(Map.class::isInstance)
                        .map(entry -> (Map<?, ?>) entry)
                        .flatMap(entry -> ObjectId.parse(String.valueOf(entry.get("id"))).stream()
                                .map(id -> new RecordedObject(id, String.valueOf(entry.get("v")))))
                        .toList()
                : List.of();
    }
}
