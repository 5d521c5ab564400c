package dev.capstan.cli.rollout;

import dev.capstan.cli.manifests.RenderedInstallation;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rendered objects as the client sends them, with nothing added. */
final class RenderedObjects {

    private RenderedObjects() {}

    static List<GenericKubernetesResource> of(RenderedInstallation rendered) {
        return rendered.objects().stream().map(RenderedObjects::of).toList();
    }

    private static GenericKubernetesResource of(YamlMap object) {
        try {
            String json = new String(Json.write(object, Dialect.KUBERNETES), StandardCharsets.UTF_8);
            return Serialization.unmarshal(json, GenericKubernetesResource.class);
        } catch (UnwritableValueException unwritable) {
            throw new IllegalStateException("manifests hold values that JSON can", unwritable);
        }
    }
}
