package dev.capstan.cli.inspection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether Argo CD itself keeps Applications in a cluster: ours does nothing to them as long as it does. */
public final class ArgoCdCheck {

    private static final Map<String, String> LABELS =
            Map.of("app.kubernetes.io/name", "argocd-application-controller", Owners.PART_OF, "argocd");

    private final KubernetesClient client;

    /** Of a cluster. */
    public ArgoCdCheck(KubernetesClient client) {
        this.client = client;
    }

    /** What to know about it; empty when it does not run, or may not be seen. */
    public Optional<Finding> finding() {
        try {
            List<String> running = Stream.concat(statefulSets(), deployments()).toList();
            return running.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Finding.warning(
                            "Argo CD",
                            "it keeps the Applications of its namespace itself, and application-controller leaves them to it: "
                                    + String.join(", ", running),
                            "To take over, after a proof that nothing changes: capstan migrate argocd"));
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw refusal;
            }
            return Optional.empty();
        }
    }

    private Stream<String> statefulSets() {
        return client.apps().statefulSets().inAnyNamespace().withLabels(LABELS).list().getItems().stream()
                .filter(set -> isScaled(set.getSpec().getReplicas()))
                .map(ArgoCdCheck::name);
    }

    private Stream<String> deployments() {
        return client.apps().deployments().inAnyNamespace().withLabels(LABELS).list().getItems().stream()
                .filter(deployment -> isScaled(deployment.getSpec().getReplicas()))
                .map(ArgoCdCheck::name);
    }

    private static boolean isScaled(@Nullable Integer replicas) {
        return replicas == null || replicas > 0;
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }
}
