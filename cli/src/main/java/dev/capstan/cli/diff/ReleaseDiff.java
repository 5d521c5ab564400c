package dev.capstan.cli.diff;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.release.HelmReleaseLookup;
import dev.capstan.cli.release.RevisionLookup;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.object.ReleaseMarks;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.RecordSecret;
import dev.capstan.helm.release.storage.ReleaseHistory;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What would change if a revision of a release was applied to the cluster as it is. */
final class ReleaseDiff {

    private final Path kubeconfig;

    ReleaseDiff(Path kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    /**
     * The changes.
     *
     * @param revision which one; empty for the current one, so that what others changed since is shown
     * @throws CommandFailure when they cannot be told
     */
    List<ObjectChange> of(Optional<String> namespace, String name, Optional<Integer> revision) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            HelmRelease object = new HelmReleaseLookup(client, namespace).one(name);
            var lookup = new RevisionLookup(client);
            ReleaseHistory history = lookup.records(object);
            ReleaseRecord current = RevisionLookup.newest(object, history)
                    .orElseThrow(
                            () -> new CommandFailure("HelmRelease %s has made no release yet".formatted(object.key())));
            ReleaseRecord wanted = revision.map(number -> lookup.record(object, history, number)
                            .orElseThrow(() -> new CommandFailure("HelmRelease %s has no revision %d; there are: %s"
                                    .formatted(object.key(), number, numbers(history)))))
                    .orElse(current);
            ClusterApi api = Fabric8ClusterApi.of(client);
            var catalog = new ResourceCatalog(api, Clock.systemUTC());
            List<Manifest> objects = objects(catalog, wanted);
            Set<ObjectId> kept = objects.stream().map(Manifest::id).collect(Collectors.toSet());
            List<Manifest> gone = objects(catalog, current).stream()
                    .filter(manifest -> !kept.contains(manifest.id()) && !ReleaseMarks.isKept(manifest.content()))
                    .toList();
            var comparison =
                    new ClusterComparison(api, catalog, ApplyProfile.helm().fieldManager());
            return ClusterComparison.all(comparison.applying(objects), comparison.deleting(gone));
        }
    }

    private static String numbers(ReleaseHistory history) {
        return Stream.concat(
                        history.unread().stream().map(RecordSecret::version),
                        history.revisions().stream()
                                .map(stored -> stored.record().version()))
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static List<Manifest> objects(ResourceCatalog catalog, ReleaseRecord record) {
        return switch (new ManifestText(catalog, record.namespace())
                .read("the manifest of revision " + record.version(), record.manifest())) {
            case ManifestText.Invalid(var failure) -> throw new CommandFailure(failure.message());
            case ManifestText.Objects(var manifests) -> {
                var marks = new ReleaseMarks(record.name(), record.namespace());
                manifests.forEach(manifest -> marks.put(manifest.content()));
                yield manifests;
            }
        };
    }
}
