package dev.capstan.notification.receiver.kube;

import dev.capstan.api.bus.Bus;
import dev.capstan.api.bus.ReconcileRequested;
import dev.capstan.api.meta.ObjectRef;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a reconcile of the objects that a Receiver names: by annotation, which outlives everything, and over the bus, which is faster.
 */
final class ResourceTrigger {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceTrigger.class);

    private final KubernetesClient client;
    private final Bus bus;
    private final Clock clock;
    private final String fieldManager;
    private final boolean crossNamespaceAllowed;

    ResourceTrigger(KubernetesClient client, Bus bus, Clock clock, String fieldManager, boolean crossNamespaceAllowed) {
        this.client = client;
        this.bus = bus;
        this.clock = clock;
        this.fieldManager = fieldManager;
        this.crossNamespaceAllowed = crossNamespaceAllowed;
    }

    /**
     * Asks for all of them, also when some cannot be asked for.
     *
     * @return one sentence per object or entry that could not be asked for
     */
    List<String> trigger(Receiver receiver) {
        var problems = new ArrayList<String>();
        for (ReceiverResource resource : receiver.getSpec().resources()) {
            try {
                trigger(receiver, resource).ifPresent(problems::add);
            } catch (KubernetesClientException unanswered) {
                LOG.warn(
                        "{} could not trigger {}/{}: {}",
                        receiver.ref(),
                        resource.kind(),
                        resource.name(),
                        unanswered.getMessage());
                problems.add(
                        resource.kind() + "/" + resource.name() + ": the API server answered " + unanswered.getCode());
            }
        }
        return problems;
    }

    private Optional<String> trigger(Receiver receiver, ReceiverResource resource) {
        String own = receiver.key().namespace();
        String namespace = resource.namespace() == null ? own : resource.namespace();
        Optional<ResourceKind> kind = ResourceKind.of(resource);
        if (kind.isEmpty()) {
            return Optional.of(resource.kind() + "/" + resource.name() + ": not a kind that can be triggered");
        }
        if (!namespace.equals(own) && !crossNamespaceAllowed) {
            return Optional.of(resource.kind() + "/" + resource.name() + ": other namespaces are not allowed");
        }
        for (String name : namesOf(kind.get(), namespace, resource)) {
            annotate(receiver, kind.get(), namespace, name);
        }
        return Optional.empty();
    }

    private List<String> namesOf(ResourceKind kind, String namespace, ReceiverResource resource) {
        if (!resource.name().equals("*")) {
            return List.of(resource.name());
        }
        if (resource.matchLabels().isEmpty()) {
            return List.of();
        }
        return client
                .genericKubernetesResources(kind.context())
                .inNamespace(namespace)
                .withLabels(resource.matchLabels())
                .list()
                .getItems()
                .stream()
                .map(it -> it.getMetadata().getName())
                .toList();
    }

    private void annotate(Receiver receiver, ResourceKind kind, String namespace, String name) {
        String token = clock.instant().toString();
        client.genericKubernetesResources(kind.context())
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(fieldManager)
                                .build(),
                        "{\"metadata\":{\"annotations\":{\"" + ToolkitKeys.REQUESTED_AT + "\":\"" + token + "\"}}}");
        bus.publish(new ReconcileRequested(
                new ObjectRef(kind.apiVersion(), kind.kind(), namespace, name),
                token,
                receiver.ref().toString()));
    }
}
