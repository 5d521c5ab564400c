package dev.capstan.source.generator.kube;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.ExternalArtifact;
import dev.capstan.api.source.ExternalArtifactSpec;
import dev.capstan.api.source.ExternalArtifactStatus;
import dev.capstan.source.generator.Maker;
import dev.capstan.source.generator.PublishedObject;
import dev.capstan.source.generator.WantedObject;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ExternalArtifact objects of the cluster, as generators read and write them. */
final class ExternalArtifacts {
    /** Known from Flux; keeps what both have written apart from what people have. */
    static final String MANAGER = "source-watcher";

    private static final Logger LOG = LoggerFactory.getLogger(ExternalArtifacts.class);
    private static final String MESSAGE = "Artifact is ready";

    private final KubernetesClient client;
    private final PatchContext apply = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(MANAGER)
            .withForce(true)
            .build();
    private final Announcements announced;

    ExternalArtifacts(KubernetesClient client, Announcements announced) {
        this.client = client;
        this.announced = announced;
    }

    /** All objects of a namespace, those of others among them. */
    List<PublishedObject> in(String namespace) {
        return client.resources(ExternalArtifact.class).inNamespace(namespace).list().getItems().stream()
                .map(ExternalArtifacts::published)
                .toList();
    }

    /** Whether an object may be there now, whoever made it: also when the API server does not say so. */
    boolean mayBeThere(String namespace, String name) {
        try {
            return client.resources(ExternalArtifact.class)
                            .inNamespace(namespace)
                            .withName(name)
                            .get()
                    != null;
        } catch (KubernetesClientException e) {
            LOG.warn("ExternalArtifact {}/{} cannot be looked up, so its files stay", namespace, name, e);
            return true;
        }
    }

    /** An object as it was read. */
    static PublishedObject published(ExternalArtifact object) {
        var metadata = object.getMetadata();
        var spec = Optional.ofNullable(object.getSpec());
        var status = Optional.ofNullable(object.getStatus());
        return new PublishedObject(
                metadata.getName(),
                metadata.getResourceVersion(),
                Objects.requireNonNullElse(metadata.getLabels(), Map.of()),
                Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()),
                spec.map(ExternalArtifactSpec::sourceRef),
                status.map(ExternalArtifactStatus::artifact),
                status.flatMap(it -> Conditions.of(it.conditions()).get(Condition.READY)));
    }

    /**
     * Makes sure that an object is there, with its labels and its maker. What it announces stays as it is.
     *
     * @return the object as it is now
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not take it
     */
    ExternalArtifact declare(Maker maker, WantedObject wanted) {
        var namespace = maker.object().namespace();
        announced.remember(new ObjectKey(namespace, wanted.name()), wanted.artifact());
        var object = new ExternalArtifact();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(wanted.name())
                .withLabels(wanted.labels())
                .withAnnotations(wanted.annotations().isEmpty() ? null : wanted.annotations())
                .build());
        object.setSpec(new ExternalArtifactSpec(maker.reference()));
        return client.resource(object).patch(apply, Serialization.asJson(object));
    }

    /**
     * Announces an artifact in an object that is there.
     *
     * @param before as it was read; empty when it was not there
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not take it
     */
    void announce(ExternalArtifact there, WantedObject wanted, Optional<PublishedObject> before, Instant now) {
        var ready = Condition.isTrue(
                Condition.READY, Reason.SUCCEEDED, MESSAGE, there.getMetadata().getGeneration(), now);
        var conditions = Conditions.of(
                        before.flatMap(PublishedObject::ready).stream().toList())
                .with(ready);
        var announcement = new ExternalArtifact();
        announcement.setMetadata(new ObjectMetaBuilder()
                .withNamespace(there.getMetadata().getNamespace())
                .withName(wanted.name())
                .build());
        announcement.setStatus(new ExternalArtifactStatus(wanted.artifact(), conditions.toList()));
        client.resource(announcement).subresource("status").patch(apply, Serialization.asJson(announcement));
    }

    /**
     * Deletes an object, unless somebody has changed it since it was read.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not do so
     */
    void delete(String namespace, PublishedObject published) {
        announced.forget(new ObjectKey(namespace, published.name()));
        var object = new ExternalArtifact();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(published.name())
                .withResourceVersion(published.resourceVersion())
                .build());
        client.resource(object).lockResourceVersion(published.resourceVersion()).delete();
    }
}
