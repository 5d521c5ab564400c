package dev.capstan.cli.migrate.takeover;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.inspection.Owners;
import dev.capstan.cli.terminal.Age;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The controllers of an Argo CD that ours stands in for: stopped, and started again as they were. */
final class ArgoControllers {

    /** On a controller that was stopped: how many pods it had. */
    static final String REPLICAS = "capstan.dev/replicas-before-migration";

    /** By their label: sets first, so that nothing makes Applications while these change hands. */
    private static final List<String> NAMES =
            List.of("argocd-applicationset-controller", "argocd-application-controller");

    private final KubernetesClient client;
    private final String namespace;
    private final Duration patience;

    /** @param namespace the control-plane namespace */
    ArgoControllers(KubernetesClient client, String namespace, Duration patience) {
        this.client = client;
        this.namespace = namespace;
        this.patience = patience;
    }

    /**
     * One of them.
     *
     * @param replicas how many pods it is to have
     * @param before how many it had before it was stopped; empty when nobody has stopped it
     * @param pods labels of its pods
     * @param kustomization that keeps it, as {@code namespace/name}
     */
    record Controller(
            String kind,
            String name,
            int replicas,
            Optional<Integer> before,
            Map<String, String> pods,
            Optional<String> kustomization) {

        private static Controller of(HasMetadata object, @Nullable Integer replicas, LabelSelector selector) {
            Map<String, String> annotations =
                    Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
            return new Controller(
                    object.getKind(),
                    object.getMetadata().getName(),
                    Objects.requireNonNullElse(replicas, 1),
                    Optional.ofNullable(annotations.get(REPLICAS))
                            .filter(text -> text.matches("[0-9]{1,4}"))
                            .map(Integer::valueOf),
                    Objects.requireNonNullElse(selector.getMatchLabels(), Map.of()),
                    Owners.kustomization(object));
        }

        boolean runs() {
            return replicas > 0;
        }

        /** Kind and name. */
        String title() {
            return kind + " " + name;
        }
    }

    /** Those that are there, in the order in which they are stopped. */
    List<Controller> all() {
        List<Controller> all = new ArrayList<>();
        for (String name : NAMES) {
            Map<String, String> labels = Map.of("app.kubernetes.io/name", name, "app.kubernetes.io/part-of", "argocd");
            client.apps().statefulSets().inNamespace(namespace).withLabels(labels).list().getItems().stream()
                    .map(set -> Controller.of(
                            set, set.getSpec().getReplicas(), set.getSpec().getSelector()))
                    .forEach(all::add);
            client.apps().deployments().inNamespace(namespace).withLabels(labels).list().getItems().stream()
                    .map(it -> Controller.of(
                            it, it.getSpec().getReplicas(), it.getSpec().getSelector()))
                    .forEach(all::add);
        }
        return all;
    }

    /** Remembers how many pods it has, takes them away, and waits until the last one is gone. */
    void stop(Controller controller) {
        if (controller.runs()) {
            patch(
                    controller,
                    "{\"metadata\":{\"annotations\":{\"%s\":\"%d\"}},\"spec\":{\"replicas\":0}}"
                            .formatted(REPLICAS, controller.replicas()));
        }
        new Pods(client, namespace, patience).awaitGone(controller.name(), controller.pods());
    }

    /** Gives it the pods that it had. */
    void start(Controller controller) {
        controller
                .before()
                .ifPresent(before -> patch(
                        controller,
                        "{\"metadata\":{\"annotations\":{\"%s\":null}},\"spec\":{\"replicas\":%d}}"
                                .formatted(REPLICAS, before)));
    }

    private void patch(Controller controller, String patch) {
        client.genericKubernetesResources("apps/v1", controller.kind())
                .inNamespace(namespace)
                .withName(controller.name())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    /** Waits until its pods are ready. */
    void awaitReady(Controller controller) {
        int wanted = controller.before().orElse(controller.replicas());
        try {
            if (controller.kind().equals("StatefulSet")) {
                client.apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withName(controller.name())
                        .waitUntilCondition(it -> isReady(it, wanted), patience.toSeconds(), TimeUnit.SECONDS);
            } else {
                client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(controller.name())
                        .waitUntilCondition(it -> isReady(it, wanted), patience.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (KubernetesClientTimeoutException notReady) {
            throw new CommandFailure(
                    "The pods of %s/%s are not ready after %s; see: kubectl -n %s get pods"
                            .formatted(namespace, controller.name(), Age.inWords(patience), namespace),
                    notReady);
        }
    }

    private static boolean isReady(@Nullable StatefulSet set, int wanted) {
        return set != null
                && set.getStatus() != null
                && Objects.requireNonNullElse(set.getStatus().getReadyReplicas(), 0) >= wanted;
    }

    private static boolean isReady(@Nullable Deployment deployment, int wanted) {
        return deployment != null
                && deployment.getStatus() != null
                && Objects.requireNonNullElse(deployment.getStatus().getReadyReplicas(), 0) >= wanted;
    }
}
