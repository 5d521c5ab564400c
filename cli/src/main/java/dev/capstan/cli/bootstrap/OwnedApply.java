package dev.capstan.cli.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.TakeOver;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.cli.CommandFailure;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies objects as the Kustomization will that takes them over: with the same labels and as the same field manager, so that its first
 * run changes nothing, and a later one takes away what Git does not name any more.
 */
final class OwnedApply {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final Owner owner;

    /** What `capstan install` or kubectl has applied before belongs to the Kustomization from now on. */
    private final TakeOver takeOver = new TakeOver(ApplyProfile.KUSTOMIZE_CONTROLLER, Set.of("capstan-install"), true);

    /** @param owner the Kustomization */
    OwnedApply(KubernetesClient client, Owner owner) {
        this.client = client;
        this.owner = owner;
    }

    /** The objects with the labels of their owner. */
    List<YamlMap> labelled(List<YamlMap> objects) {
        return objects.stream().map(this::labelled).toList();
    }

    private YamlMap labelled(YamlMap object) {
        YamlMap metadata = Optional.ofNullable(object.getMap("metadata")).orElseGet(YamlMap::empty);
        YamlMap labels = Optional.ofNullable(metadata.getMap("labels")).orElseGet(YamlMap::empty);
        return object.with(
                "metadata",
                metadata.with(
                        "labels",
                        labels.with(owner.nameLabel(), YamlScalar.ofString(owner.name()))
                                .with(owner.namespaceLabel(), YamlScalar.ofString(owner.namespace()))));
    }

    /**
     * Applies them in their order.
     *
     * @throws CommandFailure at the first that is refused
     */
    void apply(List<YamlMap> objects) {
        for (YamlMap object : labelled(objects)) {
            GenericKubernetesResource resource = resource(object);
            try {
                client.resource(resource)
                        .fieldManager(ApplyProfile.KUSTOMIZE_CONTROLLER)
                        .forceConflicts()
                        .serverSideApply();
            } catch (KubernetesClientException refusal) {
                throw new CommandFailure(
                        "%s %s cannot be applied: %s"
                                .formatted(
                                        resource.getKind(),
                                        resource.getMetadata().getName(),
                                        refusal.getMessage()),
                        refusal);
            }
        }
    }

    /** Takes over the fields of those that are there already. */
    void takeOver(List<YamlMap> objects) {
        objects.stream()
                .map(this::resource)
                .forEach(wanted -> Optional.ofNullable(live(wanted))
                        .map(live -> JSON.<JsonNode>valueToTree(live))
                        .flatMap(takeOver::patch)
                        .ifPresent(patch ->
                                client.resource(wanted).patch(PatchContext.of(PatchType.JSON), patch.toString())));
    }

    private @Nullable GenericKubernetesResource live(GenericKubernetesResource wanted) {
        return client.resource(wanted).get();
    }

    private GenericKubernetesResource resource(YamlMap object) {
        String json = new String(Json.write(object, Dialect.KUSTOMIZE), StandardCharsets.UTF_8);
        return client.getKubernetesSerialization().unmarshal(json, GenericKubernetesResource.class);
    }
}
