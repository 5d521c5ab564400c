package dev.capstan.cli.rollout;

import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Writes objects, and remembers what was there before, so that all of it can be taken back. */
final class Ledger {

    private static final long NAMESPACE_SECONDS = 60;

    private final KubernetesClient client;
    private final String fieldManager;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int created;
    private int changed;
    private int unchanged;

    private record Entry(HasMetadata object, Optional<GenericKubernetesResource> before) {}

    Ledger(KubernetesClient client, String fieldManager) {
        this.client = client;
        this.fieldManager = fieldManager;
    }

    /**
     * Applies an object on the server's side.
     *
     * @throws CommandFailure naming the object, when that is refused
     */
    void apply(GenericKubernetesResource object) {
        try {
            Optional<GenericKubernetesResource> before =
                    Optional.ofNullable(client.resource(object).get());
            GenericKubernetesResource after = client.resource(object)
                    .fieldManager(fieldManager)
                    .forceConflicts()
                    .serverSideApply();
            if (before.isEmpty()) {
                created++;
                entries.push(new Entry(object, before));
            } else if (Objects.equals(version(before.get()), version(after))) {
                unchanged++;
            } else {
                changed++;
                entries.push(new Entry(object, before));
            }
            if (before.isPresent()) {
                endStuckPods(object);
            }
        } catch (KubernetesClientException refusal) {
            throw new CommandFailure(refused(object, refusal), refusal);
        }
    }

    /** Remembers an object that was made in another way. */
    void made(HasMetadata object) {
        created++;
        entries.push(new Entry(object, Optional.empty()));
    }

    /** What was done, in words. */
    String summary() {
        return "%d created, %d changed, %d as they were".formatted(created, changed, unchanged);
    }

    private static String version(HasMetadata object) {
        return String.valueOf(object.getMetadata().getResourceVersion());
    }

    private static String refused(HasMetadata object, KubernetesClientException refusal) {
        String title = title(object);
        return refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                ? "%s may not be applied: %s. `capstan check --pre` lists the rights that are missing"
                        .formatted(title, refusal.getMessage())
                : "%s is refused: %s".formatted(title, refusal.getMessage());
    }

    static String title(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return object.getKind() + " " + (namespace == null ? "" : namespace + "/")
                + object.getMetadata().getName();
    }

    /**
     * Takes back, the last first: what was created goes, what was changed gets its former content. Definitions that were changed stay
     * as they are, since newer ones only gain fields. Returns what could not be taken back.
     */
    List<String> undo() {
        List<String> left = new ArrayList<>();
        while (!entries.isEmpty()) {
            Entry entry = entries.pop();
            try {
                if (entry.before().isEmpty()) {
                    delete(entry.object());
                } else if (!entry.object().getKind().equals("CustomResourceDefinition")) {
                    restore(entry.before().get());
                }
            } catch (KubernetesClientException stays) {
                left.add(title(entry.object()) + ": " + stays.getMessage());
            }
        }
        return left;
    }

    /** A namespace goes slowly, and nothing can be installed into one that goes. */
    private void delete(HasMetadata object) {
        client.resource(object).delete();
        if (object.getKind().equals("Namespace")) {
            client.resource(object).waitUntilCondition(Objects::isNull, NAMESPACE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Who owns which field is put back as well, so that a later apply removes what it does not name. */
    private void restore(GenericKubernetesResource before) {
        GenericKubernetesResource content = Serialization.clone(before);
        content.getMetadata().setResourceVersion(null);
        content.getMetadata().setManagedFields(List.of());
        client.resource(content).update();
        client.resource(before)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Map.of(
                                "metadata",
                                Map.of("managedFields", before.getMetadata().getManagedFields()))));
        endStuckPods(before);
    }

    /** The controller of StatefulSets waits for a pod that never got ready, even when the template is right by now. */
    private void endStuckPods(HasMetadata object) {
        if (!object.getKind().equals("StatefulSet")) {
            return;
        }
        String namespace = object.getMetadata().getNamespace();
        StatefulSet set = client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName(object.getMetadata().getName())
                .get();
        if (set != null) {
            client
                    .pods()
                    .inNamespace(namespace)
                    .withLabelSelector(set.getSpec().getSelector())
                    .list()
                    .getItems()
                    .stream()
                    .filter(pod -> !Readiness.isPodReady(pod))
                    .forEach(pod -> client.resource(pod).delete());
        }
    }
}
