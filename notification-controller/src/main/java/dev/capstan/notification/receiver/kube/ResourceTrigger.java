package dev.capstan.notification.receiver.kube;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.bus.Bus;
import dev.capstan.api.bus.ReconcileRequested;
import dev.capstan.api.kind.RequestMark;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverResource;
import dev.capstan.expression.ObjectFields;
import dev.capstan.notification.receiver.ResourceFilter;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a reconcile of the objects that a Receiver names: by annotation, which outlives everything, and over the bus, which is faster.
 */
final class ResourceTrigger {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceTrigger.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final WatchScope scope;
    private final Bus bus;
    private final Clock clock;
    private final String fieldManager;
    private final boolean crossNamespaceAllowed;
    private final ResourceFilter filter;

    ResourceTrigger(
            KubernetesClient client,
            WatchScope scope,
            Bus bus,
            Clock clock,
            String fieldManager,
            boolean crossNamespaceAllowed,
            ResourceFilter filter) {
        this.client = client;
        this.scope = scope;
        this.bus = bus;
        this.clock = clock;
        this.fieldManager = fieldManager;
        this.crossNamespaceAllowed = crossNamespaceAllowed;
        this.filter = filter;
    }

    /**
     * Asks for all of them, also when some cannot be asked for.
     *
     * @param calls the bodies of the calls; where filters are used, an object is asked for when they let one of the calls through
     * @return one sentence per object or entry that could not be asked for
     */
    List<String> trigger(Receiver receiver, List<Map<String, Object>> calls) {
        var problems = new ArrayList<String>();
        for (ReceiverResource resource : receiver.getSpec().resources()) {
            try {
                problems.addAll(trigger(receiver, resource, calls));
            } catch (KubernetesClientException unanswered) {
                LOG.warn(
                        "{} could not trigger {}/{}: {}",
                        receiver.ref(),
                        resource.kind(),
                        resource.name(),
                        unanswered.getMessage());
                problems.add(
                        resource.kind() + "/" + resource.name() + ": the API server answered " + unanswered.getCode());
            } catch (RuntimeException | StackOverflowError bug) {
                InternalErrors.report("triggering the resources of a Receiver", receiver.ref(), bug);
                problems.add(resource.kind() + "/" + resource.name() + ": an internal error, see the log");
            }
        }
        return problems;
    }

    private List<String> trigger(Receiver receiver, ReceiverResource resource, List<Map<String, Object>> calls) {
        String own = receiver.key().namespace();
        String namespace = resource.namespace() == null ? own : resource.namespace();
        Optional<TriggerableKind> kind = TriggerableKind.of(resource);
        String entry = resource.kind() + "/" + resource.name();
        if (kind.isEmpty()) {
            return List.of(entry + ": not a kind that can be triggered");
        }
        if (!namespace.equals(own) && !crossNamespaceAllowed) {
            return List.of(entry + ": other namespaces are not allowed");
        }
        if (resource.name().equals("*") && !scope.covers(namespace)) {
            return List.of(entry + ": objects of namespace " + namespace + " are not listed by this controller");
        }
        if (!ResourceFilter.isUsedBy(receiver.getSpec(), resource)
                && !resource.name().equals("*")) {
            annotate(receiver, kind.get(), namespace, resource.name());
            return List.of();
        }
        List<GenericKubernetesResource> objects = objectsOf(kind.get(), namespace, resource);
        if (objects.isEmpty() && !resource.name().equals("*")) {
            return List.of(entry + ": does not exist");
        }
        var problems = new ArrayList<String>();
        for (GenericKubernetesResource object : objects) {
            String name = object.getMetadata().getName();
            switch (isMeant(receiver, resource, object, calls)) {
                case ResourceFilter.Answer.Known(boolean isMeant) -> {
                    if (isMeant) {
                        annotate(receiver, kind.get(), namespace, name);
                    }
                }
                case ResourceFilter.Answer.Unknown(String cause) -> {
                    LOG.warn(
                            "A filter of {} has no answer about {}/{}: {}",
                            receiver.ref(),
                            kind.get().kind(),
                            name,
                            cause);
                    problems.add(resource.kind() + "/" + name + ": a filter has no answer");
                }
            }
        }
        return problems;
    }

    private ResourceFilter.Answer isMeant(
            Receiver receiver,
            ReceiverResource resource,
            GenericKubernetesResource object,
            List<Map<String, Object>> calls) {
        if (!ResourceFilter.isUsedBy(receiver.getSpec(), resource)) {
            return new ResourceFilter.Answer.Known(true);
        }
        Map<String, Object> fields = metadataOf(object);
        ResourceFilter.Answer answer = new ResourceFilter.Answer.Known(false);
        for (Map<String, Object> call : calls) {
            ResourceFilter.Answer next = filter.ask(receiver.getSpec(), resource, fields, call);
            if (next.equals(new ResourceFilter.Answer.Known(true))) {
                return next;
            }
            answer = next instanceof ResourceFilter.Answer.Unknown ? next : answer;
        }
        return answer;
    }

    private static Map<String, Object> metadataOf(GenericKubernetesResource object) {
        ObjectNode fields = JSON.createObjectNode();
        fields.put("apiVersion", object.getApiVersion());
        fields.put("kind", object.getKind());
        ObjectNode metadata = JSON.valueToTree(object.getMetadata());
        metadata.remove("managedFields");
        fields.set("metadata", metadata);
        return ObjectFields.of(fields);
    }

    private List<GenericKubernetesResource> objectsOf(
            TriggerableKind kind, String namespace, ReceiverResource resource) {
        var objects = client.genericKubernetesResources(kind.context()).inNamespace(namespace);
        if (!resource.name().equals("*")) {
            GenericKubernetesResource one = objects.withName(resource.name()).get();
            return one == null ? List.of() : List.of(one);
        }
        return resource.matchLabels().isEmpty()
                ? List.of()
                : objects.withLabels(resource.matchLabels()).list().getItems();
    }

    private void annotate(Receiver receiver, TriggerableKind kind, String namespace, String name) {
        String token = clock.instant().toString();
        RequestMark mark = RequestMark.of(kind.known(), token);
        client.genericKubernetesResources(kind.context())
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(fieldManager)
                                .build(),
                        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(mark.annotation(), mark.value()));
        bus.publish(new ReconcileRequested(
                new ObjectReference(kind.apiVersion(), kind.kind(), namespace, name),
                token,
                receiver.ref().toString()));
    }
}
