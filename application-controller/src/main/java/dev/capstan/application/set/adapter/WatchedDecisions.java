package dev.capstan.application.set.adapter;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.application.set.SetDecisions;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.generator.LabelMatch;
import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.ClusterDecisions;
import dev.capstan.argo.set.input.SetRequest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decisions of objects in the namespace of the control plane. Each kind is watched from the first question on, so that sets hear of a decision
 * when it is made.
 */
public final class WatchedDecisions implements SetDecisions, AutoCloseable {
    private static final int MOST_KINDS = 16;
    private static final ObjectMapper JSON = Serialization.jsonMapper();
    private static final TypeReference<Map<String, @Nullable Object>> DECISION = new TypeReference<>() {};

    private final KubernetesClient client;
    private final String namespace;
    private final NamespaceData data;
    private final Runnable onChange;
    private final Map<String, SharedIndexInformer<GenericKubernetesResource>> watches = new HashMap<>();

    /**
     * Watches nothing yet.
     *
     * @param namespace of the control plane
     * @param onChange called when a decision may be another one; must return at once
     */
    public WatchedDecisions(KubernetesClient client, String namespace, NamespaceData data, Runnable onChange) {
        this.client = client;
        this.namespace = namespace;
        this.data = data;
        this.onChange = onChange;
    }

    @Override
    public Answer<ClusterDecisions> decisions(SetRequest.Decisions request) {
        return switch (DecisionKind.of(request.options(), data)) {
            case DecisionKind.Read.Refused(String why) -> new Answer.Failed<>(why);
            case DecisionKind.Read.Usable(DecisionKind kind) -> {
                try {
                    yield decisions(request.options(), kind);
                } catch (KubernetesClientException unanswered) {
                    yield new Answer.Failed<>("clusterDecisionResource: the objects " + kind.resource() + "."
                            + kind.group() + " cannot be listed: " + unanswered.getMessage());
                }
            }
        };
    }

    private Answer<ClusterDecisions> decisions(JsonNode options, DecisionKind kind) {
        Optional<List<GenericKubernetesResource>> objects = objects(kind);
        if (objects.isEmpty()) {
            return new Answer.Failed<>("clusterDecisionResource: more than " + MOST_KINDS
                    + " kinds of objects choose clusters; " + kind.resource() + "." + kind.group()
                    + " is one too many");
        }
        String name = Fields.text(options, "name");
        LabelMatch labels = LabelMatch.of(options.path("labelSelector"));
        List<Map<String, @Nullable Object>> decisions = new ArrayList<>();
        objects.get().stream()
                .filter(object -> name.isEmpty()
                        ? labels.matches(labelsOf(object))
                        : name.equals(object.getMetadata().getName()))
                .sorted(Comparator.comparing(object -> object.getMetadata().getName()))
                .forEach(object -> JSON.<JsonNode>valueToTree(object)
                        .path("status")
                        .path(kind.listKey())
                        .forEach(decision -> {
                            if (decision.isObject()) {
                                decisions.add(JSON.convertValue(decision, DECISION));
                            }
                        }));
        return new Answer.Found<>(new ClusterDecisions(kind.matchKey(), decisions));
    }

    private static Map<String, String> labelsOf(GenericKubernetesResource object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }

    /** The objects of a kind; empty where it may not be watched. */
    private synchronized Optional<List<GenericKubernetesResource>> objects(DecisionKind kind) {
        SharedIndexInformer<GenericKubernetesResource> watch = watches.get(kind.name());
        if (watch == null || !watch.isRunning()) {
            if (watch == null && watches.size() >= MOST_KINDS) {
                return Optional.empty();
            }
            watch = opened(kind);
            watches.put(kind.name(), watch);
        }
        return Optional.of(watch.getStore().list());
    }

    private SharedIndexInformer<GenericKubernetesResource> opened(DecisionKind kind) {
        var objects = client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(kind.group())
                        .withVersion(kind.version())
                        .withPlural(kind.resource())
                        .withNamespaced(true)
                        .build())
                .inNamespace(namespace);
        objects.list(new ListOptionsBuilder().withLimit(1L).build());
        return objects.inform(new Changes());
    }

    /** Ends the watches. */
    @Override
    public synchronized void close() {
        watches.values().forEach(SharedIndexInformer::close);
        watches.clear();
    }

    private final class Changes implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource added) {
            onChange.run();
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
            if (!String.valueOf(before.getMetadata().getResourceVersion())
                    .equals(after.getMetadata().getResourceVersion())) {
                onChange.run();
            }
        }

        @Override
        public void onDelete(GenericKubernetesResource last, boolean finalStateUnknown) {
            onChange.run();
        }
    }
}
