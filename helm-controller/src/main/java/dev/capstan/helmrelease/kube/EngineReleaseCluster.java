package dev.capstan.helmrelease.kube;

import dev.capstan.api.meta.InventoryEntry;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.applier.identity.ApplyTarget;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.Owner;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.helm.ObjectLookup;
import dev.capstan.helm.release.ReleaseActions;
import dev.capstan.helm.release.action.ClusterReleaseActions;
import dev.capstan.helm.release.action.ReleaseEngine;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.run.ReleaseCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster by the engines, with the rights of one account. */
final class EngineReleaseCluster implements ReleaseCluster {

    private final ApplyTarget target;
    private final ReleaseEngine engine;
    private final ClusterCapabilities capabilities;

    EngineReleaseCluster(ApplyTarget target, ReleaseEngine engine, ClusterCapabilities capabilities) {
        this.target = target;
        this.engine = engine;
        this.capabilities = capabilities;
    }

    @Override
    public ReleaseActions actions() {
        return new ClusterReleaseActions(engine, target.parts().api());
    }

    @Override
    public Reading capabilities() {
        return capabilities.of(target.parts());
    }

    @Override
    public DriftFinding drift(DriftQuery query) {
        return new ClusterDrift(target, engine).find(query);
    }

    @Override
    public boolean isMadeFor(Owner owner, ReleaseRecord release) {
        List<Manifest> manifests = new ManifestText(target.parts().catalog(), release.namespace())
                .salvage("manifest", release.manifest())
                .manifests();
        return manifests.isEmpty()
                || manifests.stream()
                        .map(manifest -> manifest.content().path("metadata").path("labels"))
                        .anyMatch(labels -> labels.path(owner.nameLabel())
                                        .asText()
                                        .equals(owner.name())
                                && labels.path(owner.namespaceLabel()).asText().equals(owner.namespace()));
    }

    @Override
    public ObjectLookup lookup() {
        return new ClusterLookup(target.parts());
    }

    @Override
    public Optional<ResourceInventory> inventory(String manifest, String namespace, List<String> definitions) {
        var text = new ManifestText(target.parts().catalog(), namespace);
        var all = new ArrayList<>(objectsOf(text, "manifest", manifest));
        definitions.forEach(definition -> all.addAll(objectsOf(text, "crds", definition)));
        List<InventoryEntry> entries = Inventory.ofManifests(all).entries().stream()
                .map(entry -> new InventoryEntry(entry.id().inventoryId(), entry.version()))
                .toList();
        return entries.isEmpty() ? Optional.empty() : Optional.of(new ResourceInventory(entries));
    }

    /** What cannot be read has failed already, where it was to be applied. */
    private static List<Manifest> objectsOf(ManifestText text, String what, String content) {
        return switch (text.read(what, content)) {
            case ManifestText.Objects(var manifests) -> manifests;
            case ManifestText.Invalid _ -> List.of();
        };
    }
}
