package dev.capstan.cli.migrate.takeover;

import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Objects of any kind: read, put back as they were, and deleted. */
final class RawObjects {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(60);

    private final KubernetesClient client;

    RawObjects(KubernetesClient client) {
        this.client = client;
    }

    Optional<GenericKubernetesResource> live(ObjectName name) {
        return Optional.ofNullable(resource(name).get());
    }

    private Resource<GenericKubernetesResource> resource(ObjectName name) {
        var resources = client.genericKubernetesResources(name.apiVersion(), name.kind());
        return name.namespace().isEmpty()
                ? resources.withName(name.name())
                : resources.inNamespace(name.namespace()).withName(name.name());
    }

    /** Server-side apply in that name. */
    void apply(GenericKubernetesResource object, String manager) {
        client.resource(object).fieldManager(manager).forceConflicts().serverSideApply();
    }

    /** Deletes that very object, and waits until it is gone. Another one of its name stays. */
    void delete(GenericKubernetesResource object) {
        ObjectName name = ObjectName.of(object);
        Optional<GenericKubernetesResource> live = live(name)
                .filter(now -> Objects.equals(
                        now.getMetadata().getUid(), object.getMetadata().getUid()));
        if (live.isPresent()) {
            delete(name);
        }
    }

    /** Deletes an object, and waits until it is gone. */
    void delete(ObjectName name) {
        resource(name).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
        try {
            resource(name).waitUntilCondition(Objects::isNull, GONE_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (KubernetesClientTimeoutException stays) {
            throw new CommandFailure(
                    "%s was deleted and is still there after %d s; see its finalizers"
                            .formatted(name.display(), GONE_WITHIN.toSeconds()),
                    stays);
        }
    }

    /** Makes an object again what it was, with the owners of its fields. */
    void restore(GenericKubernetesResource before) {
        ObjectName name = ObjectName.of(before);
        Optional<GenericKubernetesResource> live = live(name);
        boolean isAnother = live.isPresent()
                && !Objects.equals(
                        live.get().getMetadata().getUid(), before.getMetadata().getUid());
        if (live.isPresent() && isAnother && !isKeptInPlace(name)) {
            delete(name);
            live = Optional.empty();
        }
        GenericKubernetesResource wanted = Serialization.clone(before);
        wanted.getMetadata().setUid(null);
        wanted.getMetadata().setCreationTimestamp(null);
        wanted.getMetadata().setGeneration(null);
        wanted.getMetadata()
                .setResourceVersion(
                        live.map(now -> now.getMetadata().getResourceVersion()).orElse(null));
        wanted.getAdditionalProperties().remove("status");
        if (live.isPresent()) {
            client.resource(wanted).update();
        } else {
            client.resource(wanted).create();
        }
    }

    /** Deleting it would take along what must stay. */
    private static boolean isKeptInPlace(ObjectName name) {
        return name.isDefinition() || name.kind().equals("Namespace");
    }
}
