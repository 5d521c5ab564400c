package dev.capstan.application.set.kube;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.OperationState;
import dev.capstan.api.meta.ObjectKey;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applications as sets look at them: trees, without the parts that no set asks for. Each state of one is made into a tree once. */
final class LiveApplications {
    private static final ObjectMapper JSON = Serialization.jsonMapper();

    private final ApplicationsInView view;
    private final Map<ObjectKey, Seen> seen = new ConcurrentHashMap<>();

    LiveApplications(ApplicationsInView view) {
        this.view = view;
    }

    private record Seen(String resourceVersion, ObjectNode tree, Optional<ObjectKey> set) {}

    boolean areKnown() {
        return view.areKnown();
    }

    /** All Applications of a namespace, by name: a watch knows no order, and a rollout that shuffles its list would never come to rest. */
    List<ObjectNode> in(String namespace) {
        return view.all()
                .filter(application -> application.key().namespace().equals(namespace))
                .sorted(Comparator.comparing(application -> application.key().name()))
                .map(application -> seen(application).tree())
                .toList();
    }

    private Seen seen(Application application) {
        String version = application.getMetadata().getResourceVersion();
        return seen.compute(
                application.key(),
                (_, known) -> known != null && known.resourceVersion().equals(version)
                        ? known
                        : new Seen(version, tree(application), setOf(application)));
    }

    /** The set that controls an Application. */
    static Optional<ObjectKey> setOf(Application application) {
        return references(application)
                .filter(owner -> Boolean.TRUE.equals(owner.getController())
                        && "ApplicationSet".equals(owner.getKind())
                        && owner.getApiVersion().startsWith(Application.GROUP + "/"))
                .findFirst()
                .map(owner -> new ObjectKey(application.key().namespace(), owner.getName()));
    }

    private static Stream<OwnerReference> references(Application application) {
        List<OwnerReference> references = application.getMetadata().getOwnerReferences();
        return references == null ? Stream.empty() : references.stream();
    }

    /** An Application is gone; the set that controlled it when a set last looked at it. */
    Optional<ObjectKey> forget(ObjectKey application) {
        Seen last = seen.remove(application);
        return last == null ? Optional.empty() : last.set();
    }

    private static ObjectNode tree(Application application) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = JSON.valueToTree(application.getMetadata());
        metadata.remove("managedFields");
        tree.put("apiVersion", application.getApiVersion()).put("kind", application.getKind());
        tree.set("metadata", metadata);
        if (application.getSpec() != null) {
            tree.set("spec", JSON.valueToTree(application.getSpec()));
        }
        if (application.getOperation() != null) {
            tree.set("operation", JSON.valueToTree(application.getOperation()));
        }
        if (application.getStatus() != null) {
            tree.set("status", status(application.getStatus()));
        }
        return tree;
    }

    private static ObjectNode status(ApplicationStatus status) {
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        put(parts, "sync", status.sync());
        put(parts, "health", status.health());
        put(parts, "reconciledAt", status.reconciledAt());
        put(parts, "conditions", status.conditions());
        OperationState state = status.operationState();
        if (state != null) {
            ObjectNode operation = parts.putObject("operationState");
            put(operation, "phase", state.phase());
            put(operation, "startedAt", state.startedAt());
            put(operation, "operation", state.operation());
        }
        return parts;
    }

    private static void put(ObjectNode into, String field, @Nullable Object value) {
        if (value != null) {
            into.set(field, JSON.valueToTree(value));
        }
    }
}
