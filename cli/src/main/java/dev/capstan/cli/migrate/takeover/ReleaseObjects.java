package dev.capstan.cli.migrate.takeover;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.release.RevisionLookup;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.record.ReleaseRecord;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.util.List;

/** The objects of releases that older versions of Flux put into no inventory: as the manifest of the newest record names them. */
final class ReleaseObjects {

    private final RevisionLookup records;
    private final ResourceCatalog catalog;

    ReleaseObjects(KubernetesClient client) {
        this.records = new RevisionLookup(client);
        this.catalog = new ResourceCatalog(Fabric8ClusterApi.of(client), Clock.systemUTC());
    }

    /** None when the record cannot be read, which the plan has said. */
    List<ObjectId> of(ToolkitObject object) {
        HelmRelease release = Serialization.jsonMapper().convertValue(object.resource(), HelmRelease.class);
        if (release.undecodable().isPresent()) {
            return List.of();
        }
        try {
            return RevisionLookup.newest(release, records.records(release)).stream()
                    .flatMap(record -> objects(record).stream())
                    .toList();
        } catch (CommandFailure unreadable) {
            return List.of();
        }
    }

    private List<ObjectId> objects(ReleaseRecord record) {
        return switch (new ManifestText(catalog, record.namespace())
                .read("the manifest of revision " + record.version(), record.manifest())) {
            case ManifestText.Invalid _ -> List.of();
            case ManifestText.Objects(var manifests) ->
                manifests.stream().map(Manifest::id).toList();
        };
    }
}
