package dev.capstan.cli.tree;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.apply.ObjectId;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.AnyObject;
import dev.capstan.cli.cluster.LiveObjects;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.release.RevisionLookup;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.record.ReleaseRecord;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads inventories and release records, and looks at every object in them. */
final class TreeBuilder {

    private final ToolkitObjects toolkit;
    private final LiveObjects live;
    private final RevisionLookup revisions;
    private final Set<String> seen = new HashSet<>();

    TreeBuilder(KubernetesClient client, ToolkitObjects toolkit) {
        this.toolkit = toolkit;
        this.live = LiveObjects.of(client);
        this.revisions = new RevisionLookup(client);
    }

    private record Entry(ObjectId id, String version) {}

    TreeNode of(ToolkitObject object) {
        if (!seen.add(object.title())) {
            return new TreeNode(object.title(), "(see above)", List.of());
        }
        return switch (object.kind()) {
            case KUSTOMIZATION, ARTIFACT_GENERATOR -> node(object, inventory(object));
            case HELM_RELEASE -> ofRelease(object);
            case APPLICATION, APPLICATION_SET -> node(object, resources(object));
            default -> node(object, List.of());
        };
    }

    private TreeNode node(ToolkitObject object, List<Entry> entries) {
        boolean isElsewhere = object.field("spec", "kubeConfig") != null || isOfAnotherCluster(object);
        return new TreeNode(
                object.title(),
                status(object) + (isElsewhere ? ", in another cluster" : ""),
                entries.stream()
                        .map(entry ->
                                isElsewhere ? new TreeNode(AnyObject.title(entry.id()), "", List.of()) : child(entry))
                        .toList());
    }

    private static boolean isOfAnotherCluster(ToolkitObject object) {
        return object.kind() == ToolkitKind.APPLICATION
                && !object.text("spec", "destination", "name")
                        .filter(name -> !name.isEmpty())
                        .map("in-cluster"::equals)
                        .orElseGet(() -> object.text("spec", "destination", "server")
                                .filter("https://kubernetes.default.svc"::equals)
                                .isPresent());
    }

    /** What the status of an Application or of a set says that belongs to it; also what is to be made, or to go. */
    private static List<Entry> resources(ToolkitObject object) {
        return object.field("status", "resources") instanceof List<?> resources
                ? resources.stream()
                        .filter(Map.class::isInstance)
                        .map(resource -> (Map<?, ?>) resource)
                        .map(resource -> new Entry(
                                new ObjectId(
                                        word(resource, "group"),
                                        word(resource, "kind"),
                                        word(resource, "namespace"),
                                        word(resource, "name")),
                                word(resource, "version")))
                        .toList()
                : List.of();
    }

    private static String word(Map<?, ?> resource, String field) {
        return resource.get(field) instanceof String text ? text : "";
    }

    private TreeNode child(Entry entry) {
        Optional<ToolkitKind> kind = ToolkitKind.named(entry.id().kind())
                .filter(known -> known.group().equals(entry.id().group()));
        if (kind.isPresent()) {
            return toolkit.inNamespace(
                            kind.get(), entry.id().namespace(), entry.id().name())
                    .map(this::of)
                    .orElseGet(() -> new TreeNode(AnyObject.title(entry.id()), "NotFound", List.of()));
        }
        LiveObjects.Sight sight = live.see(entry.id(), entry.version());
        boolean isWell = sight.status().equals("Current");
        return new TreeNode(
                AnyObject.title(entry.id()),
                sight.status()
                        + (isWell || sight.message().isEmpty()
                                ? ""
                                : ": " + sight.message().lines().findFirst().orElse("")),
                List.of());
    }

    private static List<Entry> inventory(ToolkitObject object) {
        return object.field("status", "inventory", "entries") instanceof List<?> entries
                ? entries.stream()
                        .filter(Map.class::isInstance)
                        .map(entry -> (Map<?, ?>) entry)
                        .flatMap(entry -> entry(object, entry).stream())
                        .toList()
                : List.of();
    }

    /** ArtifactGenerators record ExternalArtifacts by namespace and name. */
    private static Optional<Entry> entry(ToolkitObject object, Map<?, ?> entry) {
        if (entry.get("id") instanceof String id) {
            return ObjectId.parse(id).map(parsed -> new Entry(parsed, String.valueOf(entry.get("v"))));
        }
        return entry.get("name") instanceof String name
                ? Optional.of(new Entry(
                        new ObjectId(
                                ToolkitKind.EXTERNAL_ARTIFACT.group(),
                                ToolkitKind.EXTERNAL_ARTIFACT.kind(),
                                entry.get("namespace") instanceof String where ? where : object.namespace(),
                                name),
                        ToolkitKind.EXTERNAL_ARTIFACT.versions().getFirst()))
                : Optional.empty();
    }

    private TreeNode ofRelease(ToolkitObject object) {
        HelmRelease release = release(object);
        Optional<ReleaseRecord> record;
        try {
            record = RevisionLookup.newest(release, revisions.records(release));
        } catch (CommandFailure unreadable) {
            return new TreeNode(
                    object.title(),
                    status(object) + "; its objects are not known: " + unreadable.getMessage(),
                    List.of());
        }
        return node(object, record.map(this::objects).orElse(List.of()));
    }

    private static HelmRelease release(ToolkitObject object) {
        GenericKubernetesResource resource = object.resource();
        return Serialization.jsonMapper().convertValue(resource, HelmRelease.class);
    }

    private List<Entry> objects(ReleaseRecord record) {
        return switch (new ManifestText(live.catalog(), record.namespace())
                .read("the manifest of revision " + record.version(), record.manifest())) {
            case ManifestText.Invalid _ -> List.of();
            case ManifestText.Objects(var manifests) ->
                manifests.stream()
                        .map(manifest ->
                                new Entry(manifest.id(), manifest.kind().version()))
                        .toList();
        };
    }

    private static String status(ToolkitObject object) {
        if (!object.kind().hasStatus()) {
            return "";
        }
        String suspended = object.isSuspended() ? " (suspended)" : "";
        return object.ready()
                        .map(ready -> ready.holds() ? "Ready" : word(ready))
                        .orElse("Unknown")
                + object.revision().map(" "::concat).orElse("")
                + suspended;
    }

    private static String word(Condition ready) {
        return ready.status().equals("False")
                ? "Not ready: " + ready.message().lines().findFirst().orElse("")
                : "In progress";
    }
}
