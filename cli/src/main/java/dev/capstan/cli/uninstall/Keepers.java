package dev.capstan.cli.uninstall;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.SuspendSwitch;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What would bring an installation back as fast as it goes: the Kustomizations and HelmReleases that have applied it, as
 * {@code capstan bootstrap} sets them up.
 */
final class Keepers {

    private static final Optional<String> REASON = Optional.of("capstan uninstall takes away what it has applied");

    private Keepers() {}

    /** Suspends those of the installation, and returns which they are. */
    static List<String> suspend(KubernetesClient client, Installed installed) {
        List<ToolkitObject> keepers = of(installed.parts(), installed.objects());
        var objects = new ToolkitObjects(client, Optional.empty());
        keepers.stream()
                .filter(keeper -> !keeper.isSuspended())
                .forEach(keeper -> objects.patch(keeper, SuspendSwitch.suspending(keeper.kind(), REASON)));
        return keepers.stream().map(ToolkitObject::title).toList();
    }

    /** Those among the objects that have applied one of the parts, by its labels. */
    static List<ToolkitObject> of(Collection<? extends HasMetadata> parts, List<ToolkitObject> objects) {
        return objects.stream()
                .filter(object ->
                        object.kind() == ToolkitKind.KUSTOMIZATION || object.kind() == ToolkitKind.HELM_RELEASE)
                .filter(object -> parts.stream().anyMatch(part -> hasApplied(object, part)))
                .toList();
    }

    private static boolean hasApplied(ToolkitObject object, HasMetadata part) {
        Map<String, String> labels =
                Objects.requireNonNullElse(part.getMetadata().getLabels(), Map.of());
        String group = object.kind().group();
        return object.name().equals(labels.get(group + "/name"))
                && object.namespace().equals(labels.get(group + "/namespace"));
    }
}
