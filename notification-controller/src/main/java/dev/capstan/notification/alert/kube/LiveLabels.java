package dev.capstan.notification.alert.kube;

import dev.capstan.api.event.InvolvedObject;
import dev.capstan.notification.alert.LabelLookup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;

/** Reads the labels of an object from the API server. */
public final class LiveLabels implements LabelLookup {
    private final KubernetesClient client;

    /** Reads through this client. */
    public LiveLabels(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Labels of(InvolvedObject object) {
        try {
            GenericKubernetesResource found = client.genericKubernetesResources(object.apiVersion(), object.kind())
                    .inNamespace(object.namespace())
                    .withName(object.name())
                    .get();
            if (found == null) {
                return new Labels.NotFound(object.ref() + " does not exist any more");
            }
            Map<String, String> labels = found.getMetadata().getLabels();
            return new Labels.Found(labels == null ? Map.of() : labels);
        } catch (KubernetesClientException unanswered) {
            return new Labels.NotFound(
                    object.ref() + " cannot be read: the API server answered " + unanswered.getCode());
        }
    }
}
